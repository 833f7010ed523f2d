using System.Text.Json;
using Bitmagnet.LocalHost.Commands;

namespace Bitmagnet.LocalHost.Tests.Commands;

public sealed class ApiCommandTests
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    [Theory]
    [InlineData(200, "healthy", ExitCode.Done)]
    [InlineData(200, "starting", ExitCode.Done)]
    [InlineData(200, "degraded", ExitCode.Degraded)]
    [InlineData(503, "unhealthy", ExitCode.Unhealthy)]
    public async Task Status_OfTheApp_IsTheExitCode(int status, string word, int expected)
    {
        await using var app = await StubApp.StartAsync(_ => (status, Json, $$"""
            {"status":"{{word}}","at":"2026-01-02T03:04:05Z","findings":[{"code":"paused","severity":"degraded","problem":"It is [bold]paused[/].","remedy":"Resume.","since":"2026-01-02T00:00:00Z"}],"parts":[],"snapshot":null}
            """));

        var run = await CommandRun.OfAsync(["status", "--url", app.Url]);

        Assert.Equal((expected, ""), (run.ExitCode, run.Error));
        Assert.Contains($"{word} at 2026-01-02 03:04:05Z", run.Output, StringComparison.Ordinal);
        Assert.Contains("It is [bold]paused[/].", run.Output, StringComparison.Ordinal);
        Assert.Equal("GET /api/health", Assert.Single(app.Requests));
    }

    [Theory]
    [InlineData(401, Problem, """{"title":"Unauthorized","status":401,"detail":"No key."}""", ExitCode.Failed, "asks for its function key: give it with --key or BITMAGNET_FUNCTIONS_KEY.")]
    [InlineData(401, "text/plain", "", ExitCode.Failed, "asks for its function key: give it with --key or BITMAGNET_FUNCTIONS_KEY.")]
    [InlineData(200, "text/html", "<html>router</html>", ExitCode.Failed, "is not this app (200); say where the app is with --url or BITMAGNET_FUNCTIONS_URL.")]
    [InlineData(404, "text/html", "<html>router</html>", ExitCode.Failed, "is not this app (404); say where the app is with --url or BITMAGNET_FUNCTIONS_URL.")]
    [InlineData(302, "text/html", "", ExitCode.Failed, "is not this app (302); say where the app is with --url or BITMAGNET_FUNCTIONS_URL.")]
    [InlineData(404, Problem, """{"title":"Not found","status":404,"detail":"There is no job 'x'."}""", ExitCode.Failed, "There is no job 'x'.")]
    [InlineData(404, Problem, """{"title":"Not found","status":404,"detail":"There is no job 'x\u001b[31m\r\n'."}""", ExitCode.Failed, "There is no job 'x\\u001B[31m\\u000D\\u000A'.")]
    [InlineData(503, Problem, """{"title":"Service unavailable","status":503,"detail":"The storage is away."}""", ExitCode.Failed, "The storage is away.")]
    [InlineData(400, Problem, """{"title":"Bad request","status":400,"detail":"id is 'x'; allowed: y."}""", ExitCode.BadInput, "id is 'x'; allowed: y.")]
    public async Task Run_AgainstWhatDoesNotDoIt_IsOneLineThatSaysWhy(int status, string type, string body, int expected, string line)
    {
        await using var app = await StubApp.StartAsync(_ => (status, type, body));

        var run = await CommandRun.OfAsync(["jobs", "show", "x", "--url", app.Url]);

        Assert.Equal((expected, ""), (run.ExitCode, run.Output));
        Assert.EndsWith(line + "\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
    }

    [Theory]
    [InlineData("limit", "limit is '0'; allowed: a number from 1 to 200.", "--limit is '0'; allowed: a number from 1 to 200.", "jobs", "list", "--limit", "0")]
    [InlineData("contentTypes[0]", "contentTypes[0] is 'music'; allowed: movie.", "--type is 'music'; allowed: movie.", "backfill", "start", "--type", "music")]
    [InlineData("until", "until is 'x'; allowed: a time after since.", "--until is 'x'; allowed: a time after since.", "backfill", "start", "--until", "x")]
    [InlineData(null, "limit is shown here only.", "limit is shown here only.", "jobs", "list", "--limit", "1")]
    [InlineData("infoHash", "infoHash is 'zz'; allowed: 40 hexadecimal characters.", "infoHash is 'zz'; allowed: 40 hexadecimal characters.", "torrent", "zz")]
    public async Task Run_WithAValueThatTheAppRefuses_NamesTheOption(string? field, string detail, string expected, params string[] words)
    {
        await using var app = await StubApp.StartAsync(_ => (400, Problem, JsonSerializer.Serialize(new { status = 400, detail, field })));

        var run = await CommandRun.OfAsync([.. words, "--url", app.Url]);

        Assert.Equal((ExitCode.BadInput, expected + "\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Run_WithAKeyThatIsNotTaken_SaysSoAndNeverShowsIt()
    {
        await using var app = await StubApp.StartAsync(_ => (401, "text/plain", ""));

        var run = await CommandRun.OfAsync(["pause", "--url", app.Url, "--key", "s3cret"]);

        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("does not take this key", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", run.Error, StringComparison.Ordinal);
        Assert.Equal("POST /api/enrichment/pause s3cret", Assert.Single(app.Requests));
    }

    [Fact]
    public async Task Run_WithNoAppThere_SaysSoInOneLine()
    {
        var run = await CommandRun.OfAsync(["status"], (ApiAddress.UrlSetting, "http://127.0.0.1:1"));

        Assert.Equal(
            (ExitCode.Failed, "", "No app answers at http://127.0.0.1:1/api/ (connection refused or not possible). Start it with run, or say where it is with --url or BITMAGNET_FUNCTIONS_URL.\n"),
            (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Replay_OfAReason_GoesOnUntilNothingIsLeftAndAddsUp()
    {
        await using var app = await StubApp.StartAsync(request => (200, Json, request.Contains("continuation=n%2B1", StringComparison.Ordinal)
            ? """{"reason":"poisoned","replayed":2,"notReplayed":1,"continuation":null}"""
            : """{"reason":"poisoned","replayed":1000,"notReplayed":0,"continuation":"n+1"}"""));

        var run = await CommandRun.OfAsync(["jobs", "replay", "--reason", "poisoned", "--url", app.Url]);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("1,002 jobs run again; 1 does not, since its body", run.Output, StringComparison.Ordinal);
        Assert.Equal(["POST /api/jobs/replay?reason=poisoned&limit=1000", "POST /api/jobs/replay?reason=poisoned&limit=1000&continuation=n%2B1"], app.Requests);
    }

    [Fact]
    public async Task List_OfAPageThatIsEmptyAndHasANextOne_ShowsTheNextOne()
    {
        await using var app = await StubApp.StartAsync(request => (200, Json, request.Contains("continuation", StringComparison.Ordinal)
            ? """{"jobs":[{"id":"job-1","status":"failed","reason":"poisoned","error":"bad\u001b[31m","torrents":1,"attempts":null,"deferrals":0,"runAfter":null,"createdAt":"2026-01-02T03:04:05Z","updatedAt":"2026-01-02T03:04:05Z"}],"continuation":"last"}"""
            : """{"jobs":[],"continuation":"next"}"""));

        var run = await CommandRun.OfAsync(["jobs", "list", "--status", "failed", "--url", app.Url]);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("job-1", run.Output, StringComparison.Ordinal);
        Assert.Contains("There may be more: --continuation last", run.Output, StringComparison.Ordinal);
        Assert.Equal(["GET /api/jobs?status=failed", "GET /api/jobs?status=failed&continuation=next"], app.Requests);
    }

    [Theory]
    [InlineData("There are no jobs.")]
    [InlineData("There are no jobs with status 'failed'.", "--status", "failed")]
    [InlineData("There are no jobs with status 'failed' and reason 'lost\\u001B[31m'.", "--status", "failed", "--reason", "lost\u001b[31m")]
    public async Task List_OfNoJobs_NamesWhatWasAskedFor(string expected, params string[] filter)
    {
        await using var app = await StubApp.StartAsync(_ => (200, Json, """{"jobs":[],"continuation":null}"""));

        var run = await CommandRun.OfAsync(["jobs", "list", .. filter, "--url", app.Url]);

        Assert.Equal((ExitCode.Done, expected + "\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Show_OfAJobFromStrangers_MovesNoCursor()
    {
        await using var app = await StubApp.StartAsync(_ => (200, Json, """{"id":"job-1","status":"failed","error":"bad\u001b[31m","body":"{\r\n\u202E}","infoHashes":[]}"""));

        var run = await CommandRun.OfAsync(["jobs", "show", "job-1", "--url", app.Url]);

        Assert.Contains("bad\\u001B[31m", run.Output, StringComparison.Ordinal);
        Assert.Contains("{\\u000D\\u000A\\u202E}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfAnyCommand_IsTheAnswerAsItCame()
    {
        await using var app = await StubApp.StartAsync(_ => (200, Json, """{"paused":true,"since":null,"changed":true}"""));

        var run = await CommandRun.OfAsync(["pause", "--json", "--url", app.Url]);

        Assert.Equal("""{"paused":true,"since":null,"changed":true}""", run.Output.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BackfillStart_WithItsOptions_SendsThem()
    {
        await using var app = await StubApp.StartAsync(_ => (202, Json, """{"state":"running","startedAt":"2026-01-02T03:04:05Z","share":0.25,"fed":1234,"timeLeft":"11.13:46:40"}"""));

        var run = await CommandRun.OfAsync(["backfill", "start", "--type", "movie", "--type", "tv_show", "--text", "a b", "--since", "2026-01-01T00:00:00Z", "--rematch", "--url", app.Url]);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """POST /api/backfill  {"since":"2026-01-01T00:00:00Z","contentTypes":["movie","tv_show"],"text":"a b","rematch":true}""", Assert.Single(app.Requests));
        Assert.Contains("11 d 13:46", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", ExitCode.Done)]
    [InlineData("\"The database went away.\"", ExitCode.Failed)]
    public async Task Sweep_DryRun_SaysWhatWouldBeDoneAndEndsAsTheRunDid(string failure, int expected)
    {
        await using var app = await StubApp.StartAsync(_ => (200, Json, $$"""
            {"isDryRun":true,"isComplete":true,"seconds":0.5,"seen":1200,"decided":7,"changed":0,"conflicts":0,"failure":{{failure}},
             "groups":[{"queue":"process_torrent","status":"retry","cause":"tmdb","verdict":"offload","rows":7}]}
            """));

        var run = await CommandRun.OfAsync(["sweep", "--dry-run", "--url", app.Url]);

        Assert.Equal((expected, ""), (run.ExitCode, run.Error));
        Assert.Contains("1,200 stale jobs looked at in 0.5 s: 7 would be changed; this was a dry run.", run.Output, StringComparison.Ordinal);
        Assert.Contains("offload", run.Output, StringComparison.Ordinal);
        Assert.Equal("POST /api/sweep?dryRun=true", Assert.Single(app.Requests));
    }
}
