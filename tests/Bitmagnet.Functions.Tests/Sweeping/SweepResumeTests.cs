using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>A run that ends early, and the next one that continues there.</summary>
public sealed class SweepResumeTests
{
    /// <summary>Stale jobs in several ranges of blocks, so a run may end between them.</summary>
    private const string ManyRanges =
        """
        INSERT INTO queue_jobs (fingerprint, queue, status, payload, retries, max_retries, run_after, error, archival_duration, created_at)
        SELECT 'job ' || n, 'process_torrent', 'retry', '{}', 1, 2, now() - interval '2 hours', repeat('x', 300), '168:00:00', now()
        FROM generate_series(1, 20000) AS n
        """;

    [Fact]
    public async Task RunAsync_TimeBudgetEnds_NextRunGoesOnFromThere()
    {
        await using var database = await CreateAsync(20);
        for (var hash = 1; hash <= 5; hash++)
        {
            await database.AddAsync(Payload(hash), "retry");
        }

        var options = new SweepOptions { BatchSize = 2, TimeBudget = TimeSpan.FromSeconds(2) };
        var runs = new List<SweepRun>();
        do
        {
            runs.Add(await database.Sweeper(options, new SteppingClock()).RunAsync(isDryRun: false, Token));
        }
        while (!runs[^1].IsComplete && runs.Count < 10);

        Assert.InRange(runs.Count, 2, 5);
        Assert.Equal(5, runs.Sum(run => run.Changed));
        Assert.Equal("5", await database.ScalarAsync("SELECT count(*) FROM queue_jobs WHERE status = 'pending'"));
    }

    [Fact]
    public async Task RunAsync_CutShortBetweenRanges_ChangesEveryRowOnceOverAllRuns()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(ManyRanges);
        var options = new SweepOptions { TimeBudget = TimeSpan.FromSeconds(100) };
        var runs = new List<SweepRun>();
        do
        {
            runs.Add(await database.Sweeper(options, new SteppingClock()).RunAsync(isDryRun: false, Token));
        }
        while (!runs[^1].IsComplete && runs.Count < 100);

        Assert.True(runs.Count > 1, "One run sufficed.");
        Assert.Equal((20_000, 0), (runs.Sum(run => run.Changed), runs.Sum(run => run.Conflicts)));
        Assert.Equal("20000", await database.ScalarAsync("SELECT count(*) FROM queue_jobs WHERE status = 'pending' AND retries = 0"));
    }

    [Fact]
    public async Task RunAsync_FailsOnTheWay_NextRunLosesNothing()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(ManyRanges);
        await database.RefuseAsync("53100", "OLD.fingerprint = 'job 1'");

        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.SweepAsync());
        await database.ExecuteAsync("DROP TRIGGER refuse ON queue_jobs");
        var next = await database.SweepAsync();

        Assert.Equal(("53100", null, true), (error.SqlState, next.Failure, next.IsComplete));
        Assert.Equal("20000", await database.ScalarAsync("SELECT count(*) FROM queue_jobs WHERE status = 'pending' AND retries = 0"));
    }

    [Fact]
    public async Task RunAsync_DatabaseFailsOnTheWay_LeavesARecordWithTheReasonAndGoesOnFromThere()
    {
        await using var database = await CreateAsync(20);
        var first = await database.AddAsync(Payload(1), "retry");
        var second = await database.AddAsync(Payload(2), "retry");
        await database.RefuseAsync("53100", $"OLD.id = '{second}'"); // disk full: not a conflict
        var options = new SweepOptions { BatchSize = 1 };

        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.SweepAsync(options));

        Assert.Equal("53100", error.SqlState);
        var record = Assert.Single(await database.Runs.LastAsync(SweepPart.Queue, 10, Token));
        Assert.Equal(("PostgreSQL 53100", false, 1L), (record.Failure, record.IsComplete, record.Changed));
        Assert.Equal(("pending", "retry"), (await database.StatusAsync(first), await database.StatusAsync(second)));

        await database.ExecuteAsync("DROP TRIGGER refuse ON queue_jobs");
        var next = await database.SweepAsync(options);
        Assert.Equal((null, 1L, "pending"), (next.Failure, next.Changed, await database.StatusAsync(second)));
    }

    /// <summary>A clock that moves a second with each reading.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref seconds);
    }
}
