using System.Text.RegularExpressions;
using Bitmagnet.Sandbox.Samples;

namespace Bitmagnet.EndToEnd.Tests;

public sealed partial class DrainTests
{
    [Fact]
    [Trait("Needs", "Sandbox")]
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
        await using var system = await SystemUnderTest.StartAsync();
        system.Settings["ENRICHMENT_BATCH_SIZE"] = "10";
        system.Settings["SWEEP_SCHEDULE"] = "*/2 * * * * *";
        var options = new SampleOptions(Torrents: 1500, Seed: 7);
        await SampleIndex.LoadAsync(system.ConnectionString, options, Token);

        for (var kill = 1; kill <= 3; kill++)
        {
            using var victim = ApplicationProcess.Start(system.Settings, "--exit-when-drained");
            await victim.WaitForAsync(line => AttachedJob().IsMatch(line));
            await victim.KillAsync();
        }

        // Messages of killed instances stay hidden for up to ten minutes. The test does not wait: it deletes the messages and makes their
        // jobs old.
        await system.LoseMessagesAsync(TimeSpan.FromHours(2));
        using var last = ApplicationProcess.Start(system.Settings, "--exit-when-drained");
        Assert.Equal(0, await last.WaitForExitAsync());

        Assert.Empty(await system.RowsAsync("SELECT info_hash FROM torrent_contents GROUP BY 1 HAVING count(*) > 1"));
        Assert.Empty(await system.RowsAsync("SELECT info_hash FROM torrents t WHERE NOT EXISTS (SELECT FROM torrent_contents c WHERE c.info_hash = t.info_hash)"));
        Assert.True(await system.Ledger.CountAsync(Token) is { Pending: 0, Retry: 0, Failed: 0 });
        await AssertEveryKnownTitleIsAttachedAsync(system, options);
    }

    [Fact]
    public async Task Run_TwoInstancesAtOnce_EndInTheRowsOfOne()
    {
        var options = new SampleOptions(Torrents: 600, Seed: 11);

        var alone = await DrainAsync(options, instances: 1);
        var together = await DrainAsync(options, instances: 2);

        Assert.Equal(alone, together);
    }

    /// <summary>Every row that a drain by a number of instances writes, without times.</summary>
    private static async Task<IReadOnlyList<string>> DrainAsync(SampleOptions options, int instances)
    {
        await using var system = await SystemUnderTest.StartAsync();
        system.Settings["ENRICHMENT_BATCH_SIZE"] = "10";
        await SampleIndex.LoadAsync(system.ConnectionString, options, Token);
        var processes = Enumerable.Range(0, instances).Select(_ => ApplicationProcess.Start(system.Settings, "--exit-when-drained")).ToArray();
        try
        {
            Assert.All(await Task.WhenAll(processes.Select(process => process.WaitForExitAsync())), code => Assert.Equal(0, code));
        }
        finally
        {
            Array.ForEach(processes, process => process.Dispose());
        }

        string[] tables = ["torrent_contents", "content", "content_attributes", "content_collections", "content_collections_content"];
        var rows = new List<string>();
        foreach (var table in tables)
        {
            // The ids of torrent_contents are generated; the content found decides the rest of each row.
            rows.AddRange(await system.RowsAsync($"SELECT '{table}', (to_jsonb(t) - 'id' - 'created_at' - 'updated_at')::text FROM {table} t ORDER BY 2"));
        }

        return rows;
    }

    /// <summary>Asserts that at least 97 % of the torrents whose title is in the catalogue are attached, and none to another title.</summary>
    private static async Task AssertEveryKnownTitleIsAttachedAsync(SystemUnderTest system, SampleOptions options)
    {
        var expected = SampleIndex.Generate(options).Where(torrent => torrent.Title is not null)
            .Select(torrent => $"{Convert.ToHexStringLower(torrent.InfoHash)} | {torrent.Title!.Id}").ToHashSet();
        var attached = await system.RowsAsync("SELECT encode(info_hash, 'hex'), content_id FROM torrent_contents WHERE content_source = 'tmdb'");

        Assert.Empty(attached.Except(expected));
        Assert.InRange(attached.Count, expected.Count * 0.97, expected.Count);
    }

    [GeneratedRegex(@"Job \w+: [1-9][0-9]* attached")]
    private static partial Regex AttachedJob();
}
