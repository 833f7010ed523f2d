using System.Diagnostics;
using System.Reflection;
using System.Text;
using Bitmagnet.EndToEnd.Tests;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Triggers;
using Bitmagnet.Worker.Tests.Fixtures;
using Bitmagnet.Worker.Tests.Hosting;
using Bitmagnet.Worker.Tests.Protocol;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.Worker.Tests;

/// <summary>The functions that a host finds in the built app, each run once.</summary>
[Collection(nameof(RunningWorker))]
public sealed class FunctionListTests(RunningWorker worker)
{
    private const string Json = "application/json";

    private const string AlienName = "Alien.1979.1080p.BluRay.x264-GRP";

    private static readonly InfoHash Unknown = InfoHash.Parse(new string('a', 40));

    private static readonly string Alien = SystemUnderTest.HashOf(AlienName);

    /// <summary>Function, request, body, status and content type of the answer, in an order that gives each the data it needs.</summary>
    private static readonly (string Function, string Request, string? Body, int Status, string? Type)[] Requests =
    [
        (nameof(GetLive), "GET health/live", null, 200, null),
        (nameof(GetRoot), "GET ", null, 302, null),
        (nameof(GetHealth), "GET health", null, 200, Json),
        (nameof(GetMetrics), "GET metrics", null, 200, "text/plain"),
        (nameof(GetOpenApi), "GET openapi.json", null, 200, Json),
        (nameof(GetDashboard), "GET dashboard", null, 200, "text/html"),
        (nameof(GetDashboardData), "GET dashboard/data", null, 200, Json),
        (nameof(GetDashboardHistory), "GET dashboard/history?range=1h", null, 200, Json),
        (nameof(Explain), "POST explain", """{"names":["The.Matrix.1999.1080p.BluRay.x264-GRP"],"match":true}""", 200, Json),
        (nameof(EnrichNow), "POST torrents/enrich", $$"""{"infoHashes":["{{Unknown}}"]}""", 200, Json),
        (nameof(ListJobs), "GET jobs?status=failed", null, 200, Json),
        (nameof(GetJob), "GET jobs/shown", null, 200, Json),
        (nameof(GetJobTorrents), "GET jobs/shown/torrents", null, 200, Json),
        (nameof(DeleteJob), "DELETE jobs/dropped", null, 200, Json),
        (nameof(DeleteJobs), "DELETE jobs?status=failed&reason=malformed&limit=1", null, 200, Json),
        (nameof(ReplayJob), "POST jobs/shown/replay", null, 200, Json),
        (nameof(ReplayJobs), "POST jobs/replay?reason=poisoned", null, 200, Json),
        (nameof(TestNotifications), "POST notifications/test", null, 200, Json),
        (nameof(PauseEnrichment), "POST enrichment/pause", null, 200, Json),
        (nameof(ResumeEnrichment), "POST enrichment/resume", null, 200, Json),
        (nameof(StartBackfill), "POST backfill", "{}", 202, Json),
        (nameof(GetBackfill), "GET backfill", null, 200, Json),
        (nameof(CancelBackfill), "DELETE backfill", null, 200, Json),
        (nameof(SweepNow), "POST sweep?dryRun=true", null, 200, Json),
        (nameof(SweepStatus), "GET sweep", null, 200, Json),
        (nameof(ListTorrents), "GET torrents?outcome=unmatched", null, 200, Json),
        (nameof(SearchTmdb), "GET tmdb/search?type=movie&query=Alien", null, 200, Json),
        (nameof(AttachMatch), $"PUT torrents/{Alien}/match", """{"type":"movie","tmdbId":348}""", 200, Json),
        (nameof(GetTorrent), $"GET torrents/{Alien}", null, 200, Json),
        (nameof(RemoveMatch), $"DELETE torrents/{Alien}/match", null, 200, Json),
        (nameof(UndoMatch), $"POST torrents/{Alien}/match/undo", null, 200, Json),
    ];

    [Fact]
    public void Metadata_OfTheBuiltApp_ListsTheFunctionsOfTheAssemblyAndEachLoads()
    {
        var written = typeof(EnrichTorrents).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>();

        Assert.NotEmpty(worker.Host.Functions);
        Assert.Equal(written.Order(StringComparer.Ordinal), worker.Host.Functions.Select(function => function.Name));
        Assert.All(worker.Host.Functions, function => Results.Succeeded(worker.Host.Loaded[function.Name], worker.Host));
    }

    [Fact]
    public void Metadata_OfTimers_HoldsSchedulesThatTheHostNeedsNoSettingFor()
    {
        var schedules = worker.Host.Functions.Where(function => function.TriggerType == "timerTrigger")
            .ToDictionary(function => function.Name, function => function.Trigger.GetProperty("schedule").GetString());

        Assert.Equal(worker.System.Settings["ENRICHMENT_FEED_SCHEDULE"], schedules[nameof(FeedEnrichment)]);
        Assert.All(schedules, schedule => Assert.Equal(6, schedule.Value!.Split(' ').Length));
    }

    [Fact]
    public async Task EveryFunction_OfTheMetadata_RunsAndAnswersWhatItShould()
    {
        await AddFailedJobAsync("shown");
        await AddFailedJobAsync("dropped");
        await worker.System.AddTorrentAsync(AlienName);
        await worker.Jobs.ClearAsync();
        await worker.Jobs.SendAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"InfoHashes":["{{Unknown}}"]}""")));
        await worker.Poison.SendAsync(Convert.ToBase64String("no job"u8));

        var outcomes = new List<Outcome>();
        foreach (var function in worker.Host.Functions.Where(function => function.TriggerType != "httpTrigger"))
        {
            var started = Stopwatch.GetTimestamp();
            var result = function.TriggerType == "timerTrigger" ? await worker.Host.Tick(function.Name).Result
                : function.Name == nameof(EnrichTorrents) ? await worker.Jobs.RunAsync(function.Name)
                : await worker.Poison.RunAsync(function.Name);
            outcomes.Add(new Outcome(function, result, "", IsRight: true, Stopwatch.GetElapsedTime(started)));
        }

        foreach (var (name, line, body, status, type) in Requests)
        {
            var started = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(new HttpMethod(line.Split(' ')[0]), line.Split(' ')[1]);
            request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, Json);
            var (answer, answered, result) = await worker.Http.SendAsync(request);
            using var _ = answer;
            var seen = ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType);
            outcomes.Add(new Outcome(
                worker.Host.Function(answered), result, $", {line} answers {seen.Item1} {seen.MediaType ?? "without a body"}",
                (answered, seen) == (name, (status, type)), Stopwatch.GetElapsedTime(started)));
        }

        outcomes.Sort((one, other) => string.CompareOrdinal(one.Function.Name, other.Function.Name));
        foreach (var (function, result, answer, isRight, time) in outcomes)
        {
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{function.Name,-19} {function.TriggerType,-12} loaded: {worker.Host.Loaded[function.Name].Describe()}, run: {result.Describe()}{answer}{(isRight ? "" : ", which is not expected")}; {time.TotalMilliseconds:0} ms");
        }

        Assert.Equal(worker.Host.Functions, outcomes.Select(outcome => outcome.Function));
        Assert.All(outcomes, outcome => Results.Succeeded(outcome.Result, worker.Host));
        Assert.All(outcomes, outcome => Assert.True(outcome.IsRight, $"{outcome.Function.Name}{outcome.Answer}\n{worker.Host.Output}"));
    }

    private Task AddFailedJobAsync(string id) => worker.System.Ledger.SaveAsync(
        [
            new()
            {
                Id = id,
                Status = JobStatus.Failed,
                Reason = JobReasons.Poisoned,
                InfoHashes = [Unknown],
                Body = Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","infoHashes":["{{Unknown}}"]}"""),
                CreatedAt = DateTimeOffset.UtcNow,
                UpdatedAt = DateTimeOffset.UtcNow,
            },
        ],
        Token);

    /// <summary>One run of a function: the result that the host got, and the answer to a request.</summary>
    private sealed record Outcome(IndexedFunction Function, StatusResult Result, string Answer, bool IsRight, TimeSpan Time);
}
