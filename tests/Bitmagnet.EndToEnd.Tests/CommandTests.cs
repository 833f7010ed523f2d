using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>Runs each command as a process against an application that has a key.</summary>
public sealed class CommandTests
{
    private const string Key = "a-key-of-tests";
    private const string Name = "The.Matrix.1999.1080p.BluRay.x264-GRP";

    [Fact]
    public async Task Commands_AgainstARunningApplication_DoAndSayWhatHappens()
    {
        await using var system = await SystemUnderTest.StartAsync();
        system.Settings["LOCALHOST_FUNCTION_KEY"] = Key;
        var hash = await system.AddTorrentAsync(Name);
        using var application = ApplicationProcess.Start(system.Settings, "run");
        var commands = new Dictionary<string, string>
        {
            ["BITMAGNET_FUNCTIONS_URL"] = (await application.AddressAsync()).AbsoluteUri,
            ["BITMAGNET_FUNCTIONS_KEY"] = Key,
        };
        await Eventually.HoldsAsync(async () => await system.ContentAsync(hash) == "603", application);
        await system.SendRawAsync("no job at all");
        await Eventually.HoldsAsync(async () => (await system.Ledger.ListAsync(JobStatus.Failed, null, null, 10, Token)).Jobs.Count == 1, application);
        var failed = (await system.Ledger.ListAsync(JobStatus.Failed, null, null, 10, Token)).Jobs[0];

        await Shows(0, hash, "torrent", hash);
        await Shows(0, "movie tmdb/603 \"The Matrix\"", "torrent", hash);
        await Shows(0, "movie tmdb/603 \"The Matrix\"", "explain", hash.ToUpperInvariant());
        await Shows(1, "", "torrent", SystemUnderTest.HashOf("none"));
        await Shows(0, failed.Id, "jobs", "list", "--status", "failed");
        await Shows(0, "no job at all", "jobs", "show", failed.Id);
        await Shows(1, "", "jobs", "replay", failed.Id);
        await Shows(0, $"Job {failed.Id} is deleted.", "jobs", "delete", failed.Id);
        Assert.Empty((await system.Ledger.ListAsync(JobStatus.Failed, null, null, 10, Token)).Jobs);
        await Shows(0, "Enrichment is paused", "pause");
        await Shows(3, "degraded: Enrichment is paused", "status");
        await Shows(0, "Enrichment goes on.", "resume");
        await Shows(0, "this was a dry run", "sweep", "--dry-run");
        await Shows(0, "running", "backfill", "start", "--type", "movie");
        await Shows(0, "movie", "backfill");

        async Task Shows(int code, string expected, params string[] words)
        {
            var run = await ApplicationRun.OfAsync(commands, "", words);

            Assert.True(code == run.ExitCode, $"{string.Join(' ', words)} ended with {run.ExitCode}, not {code}: {run.Output}{run.Error}");
            Assert.Contains(expected, run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, run.Output + run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Explain_OfAnInfoHash_ExplainsTheTorrentsNameOfTheDatabase()
    {
        await using var system = await SystemUnderTest.StartAsync();
        var hash = await system.AddTorrentAsync(Name);

        var run = await ApplicationRun.OfAsync(system.Settings, "", "explain", hash);

        Assert.Equal($"{hash} is an info hash; its torrent is explained.", Assert.Single(run.ErrorLines));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Name      {Name}", run.Output, StringComparison.Ordinal);
        Assert.Contains("Match     movie tmdb/603", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("{", run.Output, StringComparison.Ordinal);

        var missing = await ApplicationRun.OfAsync(system.Settings, "", "explain", SystemUnderTest.HashOf("none"));

        Assert.Equal((1, ""), (missing.ExitCode, missing.Output));
        Assert.Equal($"bitmagnet has no torrent {SystemUnderTest.HashOf("none")}.", missing.ErrorLines[^1]);
    }

    [Fact]
    [Trait("Needs", "Sandbox")]
    public async Task Explain_WithoutAKey_SaysOnWhichDataItAnswers()
    {
        var simulated = await ApplicationRun.OfAsync(new Dictionary<string, string>(), "", "explain", Name);
        var database = await ApplicationRun.OfAsync(new Dictionary<string, string> { ["POSTGRES_DSN"] = "host=127.0.0.1 port=1" }, "", "explain", Name);

        Assert.Contains("Match     movie tmdb/603", simulated.Output, StringComparison.Ordinal);
        Assert.Contains("No TMDB_API_KEY is set: the sandbox's simulated TMDB answers", simulated.Error, StringComparison.Ordinal);
        Assert.Contains("No TMDB_API_KEY is set: TMDB is not asked; only what bitmagnet's database has can match.", database.Error, StringComparison.Ordinal);
    }
}
