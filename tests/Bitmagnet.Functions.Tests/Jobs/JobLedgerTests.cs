namespace Bitmagnet.Functions.Tests.Jobs;

public sealed class JobLedgerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TableServiceClient tables = new(Servers.Azurite.ConnectionString);
    private JobLedger ledger = null!;

    public async ValueTask InitializeAsync()
    {
        await tables.GetTableClient(StorageNames.JobsTable).CreateIfNotExistsAsync(Token);
        ledger = new JobLedger(tables, clock);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task SaveAsync_AThousandHashesAndABodyOf64KiB_AreReadBackWhole()
    {
        var job = NewJob(JobStatus.Failed) with
        {
            InfoHashes = [.. Enumerable.Range(1, 1000).Select(i => InfoHash.Parse($"{i:x40}"))],
            Body = new byte[64 * 1024],
            Reason = JobReasons.Malformed,
        };

        await ledger.SaveAsync([job], Token);
        var read = await ledger.GetAsync(job.Id, Token);

        Assert.Equal(job.InfoHashes, read!.InfoHashes);
        Assert.Equal(job.Body?.ToArray(), read.Body?.ToArray());
        Assert.Equal((JobStatus.Failed, JobReasons.Malformed), (read.Status, read.Reason));
    }

    [Fact]
    public async Task TryUpdateAsync_AfterAnotherChangedTheRow_IsFalseAndChangesNothing()
    {
        var job = NewJob(JobStatus.Pending);
        await ledger.SaveAsync([job], Token);
        var first = (await ledger.GetAsync(job.Id, Token))!;
        var second = (await ledger.GetAsync(job.Id, Token))!;

        Assert.True(await ledger.TryUpdateAsync(first with { Reason = "first" }, Token));
        Assert.False(await ledger.TryUpdateAsync(second with { Reason = "second" }, Token));

        Assert.Equal("first", (await ledger.GetAsync(job.Id, Token))!.Reason);
    }

    [Fact]
    public async Task DueRetriesAsync_OnlyRetriesWhoseTimeHasCome_AreRead()
    {
        var due = NewJob(JobStatus.Retry) with { RunAfter = clock.GetUtcNow() };
        var later = NewJob(JobStatus.Retry) with { RunAfter = clock.GetUtcNow() + TimeSpan.FromSeconds(1) };
        var pending = NewJob(JobStatus.Pending);
        await ledger.SaveAsync([due, later, pending], Token);

        var ids = (await ledger.DueRetriesAsync(clock.GetUtcNow(), DateTimeOffset.UnixEpoch, 1000, Token)).Select(job => job.Id).ToArray();

        Assert.Contains(due.Id, ids);
        Assert.DoesNotContain(later.Id, ids);
        Assert.DoesNotContain(pending.Id, ids);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 3)]
    public async Task DueRetriesAsync_WithTmdbOff_JobsThatWaitForItTakeNoPlace(bool forTmdb, int expected)
    {
        string[] reasons = ["tmdb_outage", JobReasons.DatabaseUnavailable, JobReasons.InWork, JobReasons.OutOfTime];
        var jobs = reasons.Select(reason => NewJob(JobStatus.Retry) with { Reason = reason, RunAfter = clock.GetUtcNow() }).ToArray();
        await ledger.SaveAsync(jobs, Token);

        var due = await ledger.DueRetriesAsync(clock.GetUtcNow(), forTmdb ? DateTimeOffset.UnixEpoch : null, 1000, Token);

        Assert.Equal(expected, due.Count(job => jobs.Any(own => own.Id == job.Id)));
    }

    [Theory]
    [InlineData("tmdb_outage", -1, true)]
    [InlineData("tmdb_blocked", 0, true)]
    [InlineData("tmdb_ratelimited", 1, false)]
    [InlineData(JobReasons.TitleFault, -1, false)]
    [InlineData(JobReasons.DatabaseUnavailable, -1, false)]
    public async Task DueRetriesAsync_TmdbIsBack_WhatWaitedForItIsDueWhateverItsTime(string reason, int deferredAfterTheReturn, bool isDue)
    {
        var back = clock.GetUtcNow();
        var job = NewJob(JobStatus.Retry) with { Reason = reason, RunAfter = back.AddHours(1), UpdatedAt = back.AddSeconds(deferredAfterTheReturn) };
        await ledger.SaveAsync([job], Token);

        var due = await ledger.DueRetriesAsync(back, back, 1000, Token);

        Assert.Equal(isDue, due.Any(other => other.Id == job.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DueRetriesAsync_PutBackByAWrongClock_IsDueNow(bool forTmdb)
    {
        var ahead = NewJob(JobStatus.Retry) with { Reason = JobReasons.InWork, RunAfter = clock.GetUtcNow().AddDays(1), UpdatedAt = clock.GetUtcNow().AddDays(1) };
        var skewed = NewJob(JobStatus.Retry) with { Reason = JobReasons.InWork, RunAfter = clock.GetUtcNow().AddDays(1), UpdatedAt = clock.GetUtcNow().AddMinutes(4) };
        await ledger.SaveAsync([ahead, skewed], Token);

        var due = await ledger.DueRetriesAsync(clock.GetUtcNow(), forTmdb ? DateTimeOffset.UnixEpoch : null, 1000, Token);

        Assert.Equal([ahead.Id], due.Select(job => job.Id).Intersect([ahead.Id, skewed.Id]));
    }

    [Fact]
    public async Task UnchangedAsync_ChangedByAWrongClock_AreThoseThatPend()
    {
        JobRecord[] jobs = [.. new[] { JobStatus.Pending, JobStatus.Processed }.Select(status => NewJob(status) with { UpdatedAt = clock.GetUtcNow().AddDays(1) })];
        await ledger.SaveAsync(jobs, Token);

        var pending = await ledger.UnchangedAsync(JobStatus.Pending, DateTimeOffset.UnixEpoch, 1000, Token);
        var processed = await ledger.UnchangedAsync(JobStatus.Processed, DateTimeOffset.UnixEpoch, 1000, Token);

        Assert.Contains(pending, job => job.Id == jobs[0].Id);
        Assert.Empty(processed);
    }

    [Fact]
    public async Task DeleteAsync_ARowThatIsGone_IsNoError()
    {
        var job = NewJob(JobStatus.Pending);
        await ledger.SaveAsync([job], Token);

        await ledger.DeleteAsync(job, Token);
        await ledger.DeleteAsync(job, Token);
        Assert.Null(await ledger.GetAsync(job.Id, Token));
    }

    [Fact]
    public async Task ListAsync_ByStatusAndReason_PagesThroughAll()
    {
        var reason = "reason" + Guid.NewGuid().ToString("N");
        await ledger.SaveAsync([.. Enumerable.Range(0, 5).Select(_ => NewJob(JobStatus.Failed) with { Reason = reason })], Token);

        var read = new List<string>();
        string? continuation = null;
        do
        {
            var page = await ledger.ListAsync(JobStatus.Failed, reason, continuation, 2, Token);
            read.AddRange(page.Jobs.Select(job => job.Id));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(5, read.Distinct().Count());
    }

    [Fact]
    public async Task SaveAsync_AnErrorLongerThanATablesText_IsCutToWhatItHolds()
    {
        var job = NewJob(JobStatus.Failed) with { Error = new string('x', 40_000) };

        await ledger.SaveAsync([job], Token);

        Assert.Equal(32 * 1024, (await ledger.GetAsync(job.Id, Token))!.Error!.Length);
    }

    [Theory]
    [InlineData(JobStatus.Pending)]
    [InlineData(JobStatus.Retry)]
    public async Task SaveAndUpdate_AJobThatFailsAndIsReplayed_IsAlwaysOneJob(JobStatus other)
    {
        var id = ledger.NewId([]);
        await ledger.SaveAsync([NewJob(other) with { Id = id }], Token);

        await ledger.SaveAsync([(await ledger.GetAsync(id, Token))! with { Status = JobStatus.Failed }], Token);
        Assert.Equal([JobStatus.Failed], await StatesAsync(id));
        clock.Advance(TimeSpan.FromMinutes(1));
        await ledger.SaveAsync([(await ledger.GetAsync(id, Token))! with { Status = JobStatus.Failed, UpdatedAt = clock.GetUtcNow() }], Token);
        Assert.Equal([JobStatus.Failed], await StatesAsync(id));
        Assert.Single(await ledger.LastFailedAsync(1000, Token), job => job.Id == id);

        var failed = (await ledger.GetAsync(id, Token))!;
        Assert.True(await ledger.TryUpdateAsync(failed with { Status = other }, Token));
        Assert.False(await ledger.TryUpdateAsync(failed with { Status = other }, Token));
        Assert.Equal([other], await StatesAsync(id));
        Assert.DoesNotContain(await ledger.LastFailedAsync(1000, Token), job => job.Id == id);
    }

    [Fact]
    public async Task TryDeleteAsync_AfterTheFeedTookTheJob_IsFalseAndLeavesIt()
    {
        var id = ledger.NewId([]);
        await ledger.SaveAsync([NewJob(JobStatus.Retry) with { Id = id }], Token);
        var seen = (await ledger.GetAsync(id, Token))!;
        Assert.True(await ledger.TryUpdateAsync(seen with { Status = JobStatus.Pending }, Token));

        Assert.False(await ledger.TryDeleteAsync(seen, Token));

        Assert.Equal([JobStatus.Pending], await StatesAsync(id));
    }

    [Fact]
    public async Task Questions_BesideManyFailedJobs_CostNoMoreRequestsThanWithoutThem()
    {
        await ledger.SaveAsync([.. Enumerable.Range(0, 1_100).Select(_ => NewJob(JobStatus.Failed))], Token);
        var counting = new CountedRequests();
        var counted = new JobLedger(counting.Tables(Servers.Azurite.ConnectionString), clock);
        await counted.GetAsync("none", Token); // opens the table

        Assert.Equal(1, await counting.OfAsync(() => counted.DueRetriesAsync(clock.GetUtcNow(), DateTimeOffset.UnixEpoch, 500, Token)));
        Assert.Equal(1, await counting.OfAsync(() => counted.UnchangedAsync(JobStatus.Pending, DateTimeOffset.UnixEpoch, 500, Token)));
        Assert.Equal(1, await counting.OfAsync(() => counted.CountMovingAsync(Token)));
        Assert.InRange(await counting.OfAsync(() => counted.CountAsync(Token)), 2, 3);
        Assert.Equal(21, await counting.OfAsync(() => counted.LastFailedAsync(20, Token)));
        Assert.Equal(JobCounts.MostFailed, (await counted.CountAsync(Token)).Failed);
    }

    private async Task<IEnumerable<JobStatus>> StatesAsync(string id)
    {
        var found = new List<JobStatus>();
        string? continuation = null;
        do
        {
            var page = await ledger.ListAsync(null, null, continuation, 1000, Token);
            found.AddRange(page.Jobs.Where(job => job.Id == id).Select(job => job.Status));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return found;
    }

    private JobRecord NewJob(JobStatus status) => new()
    {
        Id = ledger.NewId([]),
        Status = status,
        InfoHashes = [InfoHash.Parse(new string('a', 40))],
        CreatedAt = clock.GetUtcNow(),
        UpdatedAt = clock.GetUtcNow(),
    };
}
