using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Sandbox;
using Bitmagnet.Sandbox.Samples;
using Npgsql;

namespace Bitmagnet.EndToEnd.Tests;

public sealed partial class DrainTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WithNoSettings_DrainsTheSandboxAndExitsWithZero()
    {
        var folder = Directory.CreateTempSubdirectory("bitmagnet-e2e-").FullName;
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        try
        {
            using var application = ApplicationProcess.Start(
                new Dictionary<string, string>(), "--sandbox-folder", folder, "--sandbox-torrents", "300", "--exit-when-drained");

            Assert.Equal(0, await application.WaitForExitAsync());
            Assert.Contains("300 torrents in", application.Output, StringComparison.Ordinal);
            Assert.Contains("0 failed jobs", application.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Run_KilledThreeTimesInTheMiddleOfADrain_LosesNothingAndDoublesNothing()
    {
        var folder = SandboxFolder.Temporary();
        await using var azurite = await AzuriteServer.StartAsync(folder, None);
        await using var postgres = await PostgresServer.StartAsync(folder, None);
        await using var tmdb = await TmdbSimulator.StartAsync(cancellationToken: None);
        var database = await postgres.CreateDatabaseAsync(cancellationToken: None);
        var options = new SampleOptions(Torrents: 1500, Seed: 7);
        await SampleIndex.LoadAsync(database, options, None);
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["POSTGRES_DSN"] = database,
            ["TMDB_BASE_URL"] = tmdb.BaseUri.AbsoluteUri,
            ["TMDB_API_KEY"] = tmdb.Key,
            ["TMDB_RATE_LIMIT"] = "0",
            ["ENRICHMENT_SETTLE_TIME"] = "0",
            ["ENRICHMENT_FEED_SCHEDULE"] = "*/2 * * * * *",
            ["ENRICHMENT_BATCH_SIZE"] = "10",
            ["LOCALHOST_MESSAGE_LEASE"] = "00:00:05",
        };

        for (var kill = 1; kill <= 3; kill++)
        {
            using var victim = ApplicationProcess.Start(settings, "--exit-when-drained");
            await victim.WaitForAsync(line => AttachedJob().IsMatch(line));
            await victim.KillAsync();
        }

        using var last = ApplicationProcess.Start(settings, "--exit-when-drained");
        Assert.Equal(0, await last.WaitForExitAsync());

        await using var source = NpgsqlDataSource.Create(database);
        Assert.Equal(0L, await ScalarAsync(source, "SELECT count(*) FROM (SELECT info_hash FROM torrent_contents GROUP BY 1 HAVING count(*) > 1) doubled"));
        Assert.Equal(0L, await ScalarAsync(source, "SELECT count(*) FROM torrents t WHERE NOT EXISTS (SELECT FROM torrent_contents c WHERE c.info_hash = t.info_hash)"));
        var counts = await new JobLedger(new TableServiceClient(azurite.ConnectionString), TimeProvider.System).CountAsync(None);
        Assert.Equal((0, 0, 0), (counts.Pending, counts.Retry, counts.Failed));
        await AssertEveryKnownTitleIsAttachedAsync(source, options);
    }

    /// <summary>At least 97 of 100 torrents whose title the catalogue has are attached, and not one to another title.</summary>
    private static async Task AssertEveryKnownTitleIsAttachedAsync(NpgsqlDataSource source, SampleOptions options)
    {
        var expected = SampleIndex.Generate(options).Where(torrent => torrent.Title is not null)
            .ToDictionary(torrent => Convert.ToHexStringLower(torrent.InfoHash), torrent => torrent.Title!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var attached = new Dictionary<string, string>();
        await using var command = source.CreateCommand(
            "SELECT encode(info_hash, 'hex'), content_id FROM torrent_contents WHERE content_source = 'tmdb'");
        await using var reader = await command.ExecuteReaderAsync(None);
        while (await reader.ReadAsync(None))
        {
            attached[reader.GetString(0)] = reader.GetString(1);
        }

        var wrong = attached.Where(pair => expected.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => pair.Key).ToArray();
        var missing = expected.Keys.Count(hash => !attached.ContainsKey(hash));
        Assert.Empty(wrong);
        Assert.True(missing <= expected.Count * 0.03, $"{missing} of {expected.Count} known titles are not attached.");
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(None);
    }

    [GeneratedRegex(@"Job \w+: [1-9][0-9]* attached")]
    private static partial Regex AttachedJob();
}
