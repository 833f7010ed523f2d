using Bitmagnet.Functions.JobActions;
using Microsoft.Extensions.Logging.Abstractions;
using static Bitmagnet.Functions.Tests.Fixtures.Requests;

namespace Bitmagnet.Functions.Tests.JobActions;

public sealed class JobEndpointsTests : IClassFixture<OwnStorage>
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly OwnStorage storage;
    private readonly JobLedger ledger;
    private readonly JobEndpoints jobs;

    public JobEndpointsTests(OwnStorage storage)
    {
        this.storage = storage;
        ledger = new JobLedger(storage.Tables, clock);
        var levers = new JobLevers(ledger, new EnrichmentQueue(storage.Queues), clock, NullLogger<JobLevers>.Instance);
        jobs = new JobEndpoints(ledger, levers, null!); // a job's torrents need a database: see JobTorrentsTests
    }

    [Fact]
    public async Task DeleteAllAsync_OfAFilter_DropsItsJobsAPartAtATimeAndNoOthers()
    {
        var failed = new[] { await AddAsync(JobStatus.Failed), await AddAsync(JobStatus.Failed), await AddAsync(JobStatus.Failed) };
        var pending = await AddAsync(JobStatus.Pending);
        var deleted = 0;
        string? continuation = null;
        do
        {
            var answer = Json(await jobs.DeleteAllAsync(Query(("status", "failed"), ("limit", "2"), ("continuation", continuation)), Token), 200);
            deleted += answer.GetProperty("deleted").GetInt32();
            continuation = answer.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        Assert.InRange(deleted, failed.Length, int.MaxValue);
        Assert.All(await Task.WhenAll(failed.Select(job => ledger.GetAsync(job.Id, Token))), Assert.Null);
        Assert.NotNull(await ledger.GetAsync(pending.Id, Token));
    }

    [Theory]
    [InlineData("status", null)]
    [InlineData("status", "pending")]
    [InlineData("status", "all")]
    [InlineData("limit", "0")]
    [InlineData("limit", "201")]
    [InlineData("continuation", "%%")]
    [InlineData("stauts", "failed")]
    public async Task DeleteAllAsync_OfWhatIsNotAllowed_NamesTheParameterAndDropsNothing(string name, string? value)
    {
        var job = await AddAsync(JobStatus.Failed);
        var query = name == "status" ? Query((name, value)) : Query(("status", "failed"), (name, value));

        Assert.Equal(name, Json(await jobs.DeleteAllAsync(query, Token), 400).GetProperty("field").GetString());
        Assert.NotNull(await ledger.GetAsync(job.Id, Token));
    }

    [Fact]
    public async Task ReplayAsync_AFailedJob_IsPendingAndSentOnceHoweverOftenAsked()
    {
        var job = await AddAsync(JobStatus.Failed);
        await storage.TakeMessagesAsync();

        var first = Json(await jobs.ReplayAsync(job.Id, Token), 200);
        var second = Json(await jobs.ReplayAsync(job.Id, Token), 200);

        Assert.Equal("replayed", first.GetProperty("outcome").GetString());
        Assert.Equal("alreadyPending", second.GetProperty("outcome").GetString());
        Assert.Contains(job.Id, Assert.Single(await storage.TakeMessagesAsync()), StringComparison.Ordinal);
        var row = (await ledger.GetAsync(job.Id, Token))!;
        Assert.Equal((JobStatus.Pending, JobReasons.Replayed), (row.Status, row.Reason));
    }

    [Fact]
    public async Task ReplayAsync_ManyAtOnce_SendsOneMessage()
    {
        var job = await AddAsync(JobStatus.Failed);
        await storage.TakeMessagesAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => jobs.ReplayAsync(job.Id, Token)));

        Assert.Single(await storage.TakeMessagesAsync());
    }

    [Fact]
    public async Task ReplayAsync_ABodyThatIsNoJob_IsAConflictAndStaysFailed()
    {
        var job = await AddAsync(JobStatus.Failed, torrents: 0);

        Json(await jobs.ReplayAsync(job.Id, Token), 409);

        Assert.Equal(JobStatus.Failed, (await ledger.GetAsync(job.Id, Token))!.Status);
    }

    [Fact]
    public async Task ReplayAllAsync_InBoundedSteps_ReplaysEveryJobOfTheReasonAndNoOther()
    {
        var reason = NewReason();
        var wanted = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            wanted.Add((await AddAsync(JobStatus.Failed, reason)).Id);
        }

        var unreadable = await AddAsync(JobStatus.Failed, reason, torrents: 0);
        var other = await AddAsync(JobStatus.Failed, NewReason());
        await storage.TakeMessagesAsync();

        var replayed = 0;
        string? continuation = null;
        do
        {
            var answer = Json(await jobs.ReplayAllAsync(Query(("reason", reason), ("limit", "2"), ("continuation", continuation)), Token), 200);
            Assert.InRange(answer.GetProperty("replayed").GetInt32() + answer.GetProperty("notReplayed").GetInt32(), 0, 2);
            replayed += answer.GetProperty("replayed").GetInt32();
            continuation = answer.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        Assert.Equal(5, replayed);
        var messages = await storage.TakeMessagesAsync();
        Assert.Equal(wanted.Order(), messages.Select(message => JsonDocument.Parse(message).RootElement.GetProperty("id").GetString()!).Order());
        Assert.Equal(JobStatus.Failed, (await ledger.GetAsync(unreadable.Id, Token))!.Status);
        Assert.Equal(JobStatus.Failed, (await ledger.GetAsync(other.Id, Token))!.Status);
    }

    [Fact]
    public async Task DeleteAsync_OfEachState_DropsAllButPending()
    {
        var failed = await AddAsync(JobStatus.Failed);
        var pending = await AddAsync(JobStatus.Pending);

        Json(await jobs.DeleteAsync(failed.Id, Token), 200);
        Json(await jobs.DeleteAsync(failed.Id, Token), 404);
        Json(await jobs.DeleteAsync(pending.Id, Token), 409);

        Assert.Null(await ledger.GetAsync(failed.Id, Token));
        Assert.NotNull(await ledger.GetAsync(pending.Id, Token));
    }

    [Fact]
    public async Task GetAsync_AFailedJob_ShowsBodyErrorAndInfoHashes()
    {
        var job = await AddAsync(JobStatus.Failed);

        var answer = Json(await jobs.GetAsync(job.Id, Token), 200);

        Assert.Equal("""{"id":"x"}""", answer.GetProperty("body").GetString());
        Assert.Equal(job.Error, answer.GetProperty("error").GetString());
        Assert.Equal("failed", answer.GetProperty("status").GetString());
        Assert.Equal(job.InfoHashes[0].Hex, answer.GetProperty("infoHashes")[0].GetString());
    }

    [Fact]
    public async Task ListAsync_ByReason_PagesThroughAllAndShowsNoBody()
    {
        var reason = NewReason();
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(JobStatus.Failed, reason);
        }

        var seen = new HashSet<string>();
        string? continuation = null;
        do
        {
            var answer = Json(await jobs.ListAsync(Query(("status", "Failed"), ("reason", reason), ("limit", "2"), ("continuation", continuation)), Token), 200);
            foreach (var job in answer.GetProperty("jobs").EnumerateArray())
            {
                Assert.True(seen.Add(job.GetProperty("id").GetString()!));
                Assert.False(job.TryGetProperty("body", out _));
            }

            continuation = answer.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        Assert.Equal(5, seen.Count);
    }

    [Theory]
    [InlineData("status", "1")]
    [InlineData("status", "done")]
    [InlineData("limit", "0")]
    [InlineData("limit", "201")]
    [InlineData("limit", "-1")]
    [InlineData("limit", "ten")]
    [InlineData("continuation", "!")]
    [InlineData("state", "failed")]
    public async Task ListAsync_WithAParameterThatIsNotAllowed_IsAProblemThatNamesIt(string name, string value)
    {
        var problem = Json(await jobs.ListAsync(Query((name, value)), Token), 400);

        Assert.Equal(name, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task ReplayAllAsync_OfAStatus_ReplaysItsJobsAndNoOthers()
    {
        var reason = NewReason();
        var (failed, other, deferred) = (await AddAsync(JobStatus.Failed, reason), await AddAsync(JobStatus.Failed), await AddAsync(JobStatus.Retry, reason));

        Json(await jobs.ReplayAllAsync(Query(("status", "retry"), ("reason", reason)), Token), 200);
        Assert.Equal([JobStatus.Failed, JobStatus.Failed, JobStatus.Pending], await StatusesAsync());

        Json(await jobs.ReplayAllAsync(Query(("status", "failed"), ("limit", "1000")), Token), 200);
        Assert.Equal([JobStatus.Pending, JobStatus.Pending, JobStatus.Pending], await StatusesAsync());

        async Task<JobStatus[]> StatusesAsync() =>
            [.. (await Task.WhenAll(new[] { failed, other, deferred }.Select(job => ledger.GetAsync(job.Id, Token)))).Select(job => job!.Status)];
    }

    [Theory]
    [InlineData("reason", "")]
    [InlineData("status", "pending")]
    [InlineData("status", "processed")]
    [InlineData("limit", "1001")]
    [InlineData("limt", "1")]
    public async Task ReplayAllAsync_WithAParameterThatIsNotAllowed_IsAProblemThatNamesIt(string name, string value)
    {
        var problem = Json(await jobs.ReplayAllAsync(Query(("reason", name == "reason" ? value : "poisoned"), (name, value)), Token), 400);

        Assert.Equal(name, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task ListAsync_WithTheKeyInTheQuery_IsAnswered() =>
        Json(await jobs.ListAsync(Query(("code", "key"), ("clientId", "default"), ("reason", NewReason())), Token), 200);

    [Theory]
    [InlineData("0123", "'0123'")]
    [InlineData("a/b", "'a/b'")]
    [InlineData("a'b", "'a'b'")]
    [InlineData("", "''")]
    [InlineData("a\u001b[31m\r\nb\u202e", "'a\\u001B[31m\\u000D\\u000Ab\\u202E'")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", "'0123456789012345678901234567890123456789012345678901234567890123'")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", "'012345678901234567890123456789012345678901234567890123456789…'")]
    public async Task EveryLever_OnAnUnknownId_IsNotFoundAndNamesTheId(string id, string shown)
    {
        IActionResult[] answers = [await jobs.GetAsync(id, Token), await jobs.ReplayAsync(id, Token), await jobs.DeleteAsync(id, Token)];

        Assert.All(answers, answer => Assert.StartsWith(
            $"There is no job {shown}: ", Json(answer, 404).GetProperty("detail").GetString(), StringComparison.Ordinal));
    }

    private static string NewReason() => "reason" + Guid.NewGuid().ToString("N");

    private async Task<JobRecord> AddAsync(JobStatus status, string? reason = null, int torrents = 1)
    {
        var job = new JobRecord
        {
            Id = ledger.NewId([]),
            Status = status,
            InfoHashes = [.. Enumerable.Range(1, torrents).Select(i => InfoHash.Parse($"{i:x40}"))],
            Reason = reason ?? JobReasons.Poisoned,
            Error = "InvalidOperationException: it broke",
            Body = """{"id":"x"}"""u8.ToArray(),
            CreatedAt = clock.GetUtcNow(),
            UpdatedAt = clock.GetUtcNow(),
        };
        await ledger.SaveAsync([job], Token);
        return job;
    }
}
