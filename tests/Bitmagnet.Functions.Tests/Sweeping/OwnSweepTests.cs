using Azure.Storage.Queues;
using Bitmagnet.Functions.FeedControl;

namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class OwnSweepTests
{
    private static readonly TimeSpan TooOld = TimeSpan.FromMinutes(61);
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(59);

    // Stands still, so ages do not depend on the test's duration.
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task RunAsync_JobsThatShouldHaveAMessageAndDoNotMove_AreFedOnceMoreAndOthersAreLeft()
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20);
        await harness.Ledger.SaveAsync(
        [
            Job("lost", JobStatus.Pending, TooOld), Job("young", JobStatus.Pending, Young), Job("failed", JobStatus.Failed, TooOld),
            Job("overdue", JobStatus.Retry, TooOld, "tmdb_outage"), Job("due", JobStatus.Retry, Young, "tmdb_outage"),
        ], Token);
        await harness.Get<EnrichmentQueue>().SendAsync([Job("busy", JobStatus.Pending, Young)], fed: true, topUpAfter: null, Token);

        var first = await harness.Get<OwnSweep>().RunAsync(Token);
        var second = await harness.Get<OwnSweep>().RunAsync(Token);

        Assert.Equal((2, 2, 2, 0), (first.Seen, first.Decided, first.Changed, first.Conflicts));
        Assert.Equal((0, 0), (second.Seen, second.Changed));
        Assert.Equal("busy,lost,overdue", await FedAsync(harness));
        Assert.Equal(
            (JobStatus.Pending, JobStatus.Pending, JobStatus.Retry),
            ((await harness.Ledger.GetAsync("lost", Token))!.Status, (await harness.Ledger.GetAsync("overdue", Token))!.Status, (await harness.Ledger.GetAsync("due", Token))!.Status));
    }

    [Fact]
    public async Task RunAsync_AnEmptyQueue_TellsThatEveryPendingJobLostItsMessage()
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20);
        await harness.Ledger.SaveAsync(
            [Job("lost", JobStatus.Pending, TimeSpan.FromSeconds(61)), Job("being sent", JobStatus.Pending, TimeSpan.FromSeconds(59))], Token);

        await harness.Get<OwnSweep>().RunAsync(Token);

        Assert.Equal("lost", await FedAsync(harness));
    }

    [Fact]
    public async Task RunAsync_MessagesThatWaitForHours_AreNotSentAgain()
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20);
        JobRecord[] waiting = [Job("a", JobStatus.Pending, TooOld), Job("b", JobStatus.Pending, TooOld)];
        await harness.Ledger.SaveAsync(waiting, Token);
        await harness.Get<EnrichmentQueue>().SendAsync(waiting, fed: true, topUpAfter: null, Token);

        for (var hour = 0; hour < 4; hour++)
        {
            await harness.Get<OwnSweep>().RunAsync(Token);
            clock.Advance(TooOld);
        }

        Assert.Equal("a,b", await FedAsync(harness));
    }

    [Fact]
    public async Task RunAsync_Paused_FeedsNothing()
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20);
        await harness.Ledger.SaveAsync([Job("lost", JobStatus.Pending, TooOld), Job("overdue", JobStatus.Retry, TooOld, "in_work")], Token);
        await harness.Get<FeedSwitch>().PauseAsync(Token);

        var paused = await harness.Get<OwnSweep>().RunAsync(Token);
        await harness.Get<FeedSwitch>().ResumeAsync(Token);
        var resumed = await harness.Get<OwnSweep>().RunAsync(Token);

        Assert.Equal((0, 2), (paused.Changed, resumed.Changed));
    }

    [Fact]
    public async Task RunAsync_TmdbTurnedOff_LeavesWhatWaitsForTmdb()
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20, ("TMDB_ENABLED", "false"));
        await harness.Ledger.SaveAsync([Job("tmdb", JobStatus.Retry, TooOld, "tmdb_disabled"), Job("other", JobStatus.Retry, TooOld, "in_work")], Token);

        await harness.Get<OwnSweep>().RunAsync(Token);

        Assert.Equal("other", await FedAsync(harness));
    }

    [Fact]
    public async Task RunAsync_WindowIsFull_LeavesDeferredJobsToTheDatabase()
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20, ("ENRICHMENT_WINDOW", "2"));
        await harness.Ledger.SaveAsync(
            [Job("working", JobStatus.Pending, Young), Job("a", JobStatus.Retry, TooOld, "in_work"), Job("b", JobStatus.Retry, TooOld, "in_work")], Token);
        await harness.Get<EnrichmentQueue>().SendAsync([Job("working", JobStatus.Pending, Young)], fed: true, topUpAfter: null, Token);

        var run = await harness.Get<OwnSweep>().RunAsync(Token);

        Assert.Equal(1, run.Changed);
    }

    [Fact]
    public async Task RunAsync_ExpiredAnswersAndJobsThatWereAskedFor_GoAndAreCounted()
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20);
        var cache = harness.Get<TmdbCacheStore>();
        foreach (var (key, life) in new[] { ("expired", TimeSpan.FromMinutes(1)), ("valid", TimeSpan.FromHours(1)) })
        {
            var bucket = await cache.OpenAsync(TmdbCacheAddress.Of(key), Token);
            bucket.Set(key, new TmdbCacheEntry([1], clock.GetUtcNow(), clock.GetUtcNow() + life));
            await cache.SaveAsync(bucket, Token);
        }

        clock.Advance(TimeSpan.FromMinutes(2));
        await harness.Ledger.SaveAsync([Job("old", JobStatus.Processed, TimeSpan.FromHours(25)), Job("new", JobStatus.Processed, TimeSpan.FromHours(23))], Token);

        var run = await harness.Get<OwnSweep>().RunAsync(Token);

        Assert.Equal(2, run.Expired);
        Assert.NotNull((await cache.OpenAsync(TmdbCacheAddress.Of("valid"), Token)).Find("valid", clock.GetUtcNow()));
        Assert.Equal((null, "new"), ((await harness.Ledger.GetAsync("old", Token))?.Id, (await harness.Ledger.GetAsync("new", Token))?.Id));
    }

    [Theory]
    [InlineData("720h", true)]
    [InlineData("0", false)]
    public async Task RunAsync_JobsThatFailedLongAgo_GoUnlessTheyAreToBeKeptForEver(string kept, bool goes)
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20, ("ENRICHMENT_KEEP_FAILED", kept), ("ENRICHMENT_KEEP_PROCESSED", "0"));
        await harness.Ledger.SaveAsync(
            [Job("old", JobStatus.Failed, TimeSpan.FromDays(31)), Job("new", JobStatus.Failed, TimeSpan.FromDays(29)), Job("done", JobStatus.Processed, TimeSpan.FromDays(300))], Token);

        var run = await harness.Get<OwnSweep>().RunAsync(Token);

        Assert.Equal(goes ? 1 : 0, run.Expired);
        Assert.Equal(goes ? ["new"] : ["new", "old"], (await harness.Ledger.LastFailedAsync(10, Token)).Select(job => job.Id));
        Assert.Equal(goes, await harness.Ledger.GetAsync("old", Token) is null);
        Assert.NotNull(await harness.Ledger.GetAsync("done", Token));
    }

    [Fact]
    public async Task RunAsync_EveryRun_LeavesARecordApartFromThoseOfTheQueue()
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20);
        await harness.Ledger.SaveAsync([Job("lost", JobStatus.Pending, TooOld)], Token);

        var run = await harness.Get<OwnSweep>().RunAsync(Token);

        var runs = harness.Get<SweepRuns>();
        Assert.Equivalent(run, Assert.Single(await runs.LastAsync(SweepPart.OwnStorage, 10, Token)), strict: true);
        Assert.Empty(await runs.LastAsync(SweepPart.Queue, 10, Token));
        Assert.Equal((SweepPart.OwnStorage, 1L, true), (run.Part, run.Changed, run.IsComplete));
    }

    private static async Task<string> FedAsync(EnrichmentHarness harness)
    {
        var queue = harness.Get<QueueServiceClient>().GetQueueClient(StorageNames.EnrichmentQueue);
        var messages = (await queue.ReceiveMessagesAsync(32, cancellationToken: Token)).Value;
        return string.Join(',', messages
            .Select(message => System.Text.Json.JsonDocument.Parse(message.Body).RootElement.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
    }

    private JobRecord Job(string id, JobStatus status, TimeSpan age, string? reason = null) => new()
    {
        Id = id,
        Status = status,
        Reason = reason,
        InfoHashes = [InfoHash.Parse(new string('a', 40))],
        RunAfter = status == JobStatus.Retry ? clock.GetUtcNow() - age : null,
        CreatedAt = clock.GetUtcNow() - age,
        UpdatedAt = clock.GetUtcNow() - age,
    };
}
