using System.Text;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.EndToEnd.Tests;

public sealed class QueueTests
{
    [Fact]
    public async Task Queue_MessagesFromAnyone_AreEnrichedOrRecordedWithAReason()
    {
        await using var system = await SystemUnderTest.StartAsync();
        var matrix = await system.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var inception = await system.AddTorrentAsync("Inception.2010.1080p.BluRay.x264-GRP");
        system.Settings["ENRICHMENT_FEED_SCHEDULE"] = "0 0 0 1 1 *"; // never feeds: only the queue's messages run
        using var application = ApplicationProcess.Start(system.Settings);
        string[] malformed =
        [
            "hello", """{"InfoHashes":["zz"]}""", """{"InfoHashes":[]}""", $$"""{"InfoHashes":["{{matrix}}","{{matrix}}"]}""", """{"InfoHashes":{}}""",
        ];

        foreach (var (index, body) in malformed.Index())
        {
            await system.SendRawAsync(index % 2 == 0 ? body : Convert.ToBase64String(Encoding.UTF8.GetBytes(body)));
        }

        await system.SendRawAsync("§ this is not base64 §");
        await system.SendRawAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"InfoHashes":["{{matrix}}"]}""")));

        await Eventually.HoldsAsync(async () => await system.ContentAsync(matrix) == "603", application);

        // Both are science fiction. At once, a busy machine may let one wait too long for the other's row of the genre, and no feed brings it again.
        await system.SendRawAsync($$"""{"InfoHashes":["{{inception}}"]}""");
        await Eventually.HoldsAsync(async () => await system.ContentAsync(inception) == "27205", application);
        await Eventually.HoldsAsync(async () => (await system.Ledger.CountAsync(Token)).Failed == malformed.Length + 1, application);
        var jobs = (await system.Ledger.ListAsync(JobStatus.Failed, null, null, 100, Token)).Jobs;
        Assert.All(jobs, job => Assert.Equal(JobReasons.Malformed, job.Reason));
        Assert.All(jobs, job => Assert.Contains("allowed", job.Error!, StringComparison.Ordinal));
        Assert.Equal(malformed.Append("§ this is not base64 §").Order(StringComparer.Ordinal), jobs.Select(Body).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Queue_AJobThatKeepsFailing_IsPoisonedRecordedAndCanBeReplayed()
    {
        await using var system = await SystemUnderTest.StartAsync();
        var matrix = await system.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await system.ExecuteAsync("ALTER TABLE content ADD CONSTRAINT in_the_way CHECK (id <> '603')");
        system.Settings["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:00";
        using var application = ApplicationProcess.Start(system.Settings);

        await Eventually.HoldsAsync(async () => (await system.Ledger.CountAsync(Token)).Failed == 1, application);
        var job = Assert.Single((await system.Ledger.ListAsync(JobStatus.Failed, null, null, 10, Token)).Jobs);
        Assert.Equal((JobReasons.Poisoned, 5), (job.Reason, job.Attempts));
        Assert.Contains("in_the_way", job.Error!, StringComparison.Ordinal);
        Assert.Contains(matrix, Body(job), StringComparison.Ordinal);

        await system.ExecuteAsync("ALTER TABLE content DROP CONSTRAINT in_the_way");
        using var client = new HttpClient { BaseAddress = await application.AddressAsync() };
        using var answer = await client.PostAsync(new Uri($"/api/jobs/{job.Id}/replay", UriKind.Relative), content: null, Token);
        answer.EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(async () => await system.ContentAsync(matrix) == "603", application);
        await Eventually.HoldsAsync(async () => await system.Ledger.CountAsync(Token) is { Pending: 0, Retry: 0, Failed: 0 }, application);
    }

    [Fact]
    public async Task Run_ThroughAnOutage_FeedsNothingPoisonsNothingAndResumesByItself()
    {
        await using var system = await SystemUnderTest.StartAsync();
        var matrix = await system.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        system.Settings["TMDB_RETRIES"] = "0";
        system.Tmdb.Fail(new FaultOrder(FaultKind.CdnBlock));
        using var application = ApplicationProcess.Start(system.Settings);

        await Eventually.HoldsAsync(async () => (await system.Ledger.CountAsync(Token)).Retry == 1, application);
        var deferred = Assert.Single((await system.Ledger.ListAsync(JobStatus.Retry, null, null, 10, Token)).Jobs);
        Assert.Equal(("tmdb_blocked", 0, 1), (deferred.Reason, deferred.Attempts, deferred.Deferrals));

        system.Tmdb.Heal();
        await Eventually.HoldsAsync(async () => await system.ContentAsync(matrix) == "603", application);
        await Eventually.HoldsAsync(async () => await system.Ledger.CountAsync(Token) is { Pending: 0, Retry: 0, Failed: 0 }, application);
    }

    [Fact]
    public async Task Run_WithTmdbOffAndThenOn_LeavesTheTorrentsInTheDatabaseAndWalksAgain()
    {
        await using var system = await SystemUnderTest.StartAsync();
        var matrix = await system.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var off = new Dictionary<string, string>(system.Settings) { ["TMDB_ENABLED"] = "false" };
        using (var application = ApplicationProcess.Start(off, "--exit-when-drained"))
        {
            Assert.Equal(0, await application.WaitForExitAsync());
            Assert.Contains("1 waiting for TMDB", application.Output, StringComparison.Ordinal);
            Assert.Contains("TMDB_ENABLED is false", application.Output, StringComparison.Ordinal);
        }

        Assert.Equal(0, system.Tmdb.Counts.Total);
        Assert.Null(await system.ContentAsync(matrix));

        using var on = ApplicationProcess.Start(system.Settings, "--exit-when-drained");
        Assert.Equal(0, await on.WaitForExitAsync());
        Assert.Equal("603", await system.ContentAsync(matrix));
    }

    [Fact]
    public async Task Run_OnASchemaThatIsNotSupported_SaysSoInOneLineAndWaits()
    {
        await using var system = await SystemUnderTest.StartAsync();
        await system.ExecuteAsync("INSERT INTO goose_db_version (version_id, is_applied) VALUES (21, true)");

        using var application = ApplicationProcess.Start(system.Settings);
        await application.WaitForAsync(line => line.Contains("21", StringComparison.Ordinal) && line.Contains("schema", StringComparison.OrdinalIgnoreCase));
        using var http = new HttpClient { BaseAddress = await application.AddressAsync() };
        using var live = await http.GetAsync(new Uri("api/health/live", UriKind.Relative), Token);

        Assert.True(live.IsSuccessStatusCode);
        Assert.DoesNotContain("   at ", application.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithASettingThatIsNotAllowed_EndsWithOneLineThatNamesIt()
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["POSTGRES_HOST"] = "localhost",
            ["TMDB_API_KEY"] = "key",
            ["ENRICHMENT_BATCH_SIZE"] = "many",
        };
        using var application = ApplicationProcess.Start(settings);

        Assert.Equal(1, await application.WaitForExitAsync());
        Assert.Contains("ENRICHMENT_BATCH_SIZE is 'many'; allowed: a whole number, from 1 to 1000.", application.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", application.Output, StringComparison.Ordinal);
    }

    private static string Body(JobRecord job) => Encoding.UTF8.GetString(job.Body!.Value.Span);
}
