using Bitmagnet.Functions.Index.Queue;
using Bitmagnet.Functions.Sweeping;
using Microsoft.Extensions.Time.Testing;
using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class SweeperTests
{
    public static TheoryData<int> Schemas => [12, 15, 18, 19, 20];

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task RunAsync_StaleForAnotherCause_IsPendingAgainAndDueNow(int schema)
    {
        await using var database = await CreateAsync(schema);
        var id = await database.AddAsync(Payload(1), "retry");

        var run = await database.SweepAsync();

        Assert.Equal("pending,0,true", await database.ScalarAsync(
            $"SELECT concat_ws(',', status, retries, (run_after > now() - interval '1 minute')::text) FROM queue_jobs WHERE id = '{id}'"));
        Assert.Equal((1, 1, 1, 0), (run.Seen, run.Decided, run.Changed, run.Conflicts));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task RunAsync_StaleForTmdb_IsFinishedAndPutBackWithoutApis(int schema)
    {
        await using var database = await CreateAsync(schema);
        var id = await database.AddAsync(Payload(1, 2), "retry", error: TmdbError);

        await database.SweepAsync();

        var payload = $$$"""{"ClassifierFlags":{"apis_enabled":false},"InfoHashes":["{{{Hash(1)}}}","{{{Hash(2)}}}"]}""";
        Assert.Equal("processed,true,true", await database.ScalarAsync(
            $"SELECT concat_ws(',', status, (ran_at > now() - interval '1 minute')::text, (error LIKE 'offloaded: %{TmdbError}')::text) FROM queue_jobs WHERE id = '{id}'"));
        Assert.Equal($"pending,0,2,168:00:00,{QueueFingerprint.Of("process_torrent", payload)},true", await database.ScalarAsync(
            $"SELECT concat_ws(',', status, retries, max_retries, archival_duration, fingerprint, (payload = '{payload}')::text) FROM queue_jobs WHERE id <> '{id}'"));
        Assert.Null(await database.ScalarAsync("SELECT deadline FROM queue_jobs WHERE deadline IS NOT NULL"));
        // Due, and not announced to a channel that nobody listens to.
        Assert.Equal("true", await database.ScalarAsync($"SELECT (run_after <= now() AND created_at < run_after)::text FROM queue_jobs WHERE id <> '{id}'"));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task RunAsync_RowsThatMustNotBeTouched_AreAsBefore(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.AddTorrentAsync(7);
        await database.AddContentsAsync(7, isAttached: false);
        await database.AddAsync(Payload(1), "retry", dueAgo: 59);
        await database.AddAsync(Payload(2), "retry", dueAgo: -10);
        await database.AddAsync(Payload(3), "retry", queue: "somebody_elses");
        await database.AddAsync(Payload(4), "processed");
        await database.AddAsync(Payload(5), "retry", hasDeadline: true);
        await database.AddAsync(Payload(5, 6), "retry", hasDeadline: true, archival: "7 days");
        await database.AddAsync(Payload(6), "pending");
        await database.AddAsync(Payload(7), "failed", error: TmdbError);
        await database.AddAsync(Payload(8), "failed", error: TmdbError); // its torrent is gone
        await database.AddAsync("""{"InfoHashes":[],"Later":true}""", "retry", error: TmdbError);
        await database.AddAsync(Payload(9), "processed", archival: "7 days");
        var before = await database.AllAsync();

        var run = await database.SweepAsync();

        Assert.Equal(before, await database.AllAsync());
        Assert.Equal((0, 0), (run.Decided, run.Changed));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task RunAsync_RowThatAWorkerHolds_IsPassedOverWithoutWaiting(int schema)
    {
        await using var database = await CreateAsync(schema);
        var held = await database.AddAsync(Payload(1), "retry");
        var free = await database.AddAsync(Payload(2), "retry");
        await using var worker = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var job = await worker.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var pick = new Npgsql.NpgsqlCommand($"SELECT FROM queue_jobs WHERE id = '{held}' FOR UPDATE", worker);
        await pick.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var run = await database.SweepAsync();

        Assert.Equal(("retry", "pending"), (await database.StatusAsync(held), await database.StatusAsync(free)));
        Assert.Equal((1, 0), (run.Changed, run.Conflicts));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task RunAsync_FailedWithTorrentsThatNoSearchFinds_OffloadsThoseTorrents(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.AddTorrentAsync(1);
        await database.AddTorrentAsync(2);
        await database.AddContentsAsync(2, isAttached: false);
        var id = await database.AddAsync(Payload(1, 2, 3), "failed", error: OtherError);
        var tooOld = await database.AddAsync(Payload(1), "failed", ranAgo: "200 hours");

        await database.SweepAsync();

        Assert.Equal(("processed", "failed"), (await database.StatusAsync(id), await database.StatusAsync(tooOld)));
        Assert.Equal($$$"""{"InfoHashes": ["{{{Hash(1)}}}"], "ClassifierFlags": {"apis_enabled": false}}""", await database.ScalarAsync(
            "SELECT payload FROM queue_jobs WHERE status = 'pending'"));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task RunAsync_ArchivalDurationThatBitmagnetCannotRead_KeepsItsLengthInHours(int schema)
    {
        await using var database = await CreateAsync(schema);
        var young = await database.AddAsync(Payload(1), "pending", archival: "7 days");
        var failed = await database.AddAsync(Payload(2), "failed", archival: "1 mon 02:03:04");
        var stale = await database.AddAsync(Payload(3), "retry", archival: "1 day 01:00:00");

        var run = await database.SweepAsync();

        Assert.Equal("pending 168:00:00", await Of(young));
        Assert.Equal("failed 722:03:04", await Of(failed));
        Assert.Equal("pending 25:00:00", await Of(stale));
        Assert.Equal(3, run.Changed);

        Task<string?> Of(string id) => database.ScalarAsync($"SELECT status || ' ' || archival_duration FROM queue_jobs WHERE id = '{id}'");
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task RunAsync_PurgeOnRequest_DeletesStaleRowsOnly(int schema)
    {
        await using var database = await CreateAsync(schema);
        var stale = await database.AddAsync(Payload(1), "retry", error: TmdbError);
        var young = await database.AddAsync(Payload(2), "retry", error: TmdbError, dueAgo: 1);

        await database.SweepAsync(new SweepOptions { PolicyTmdb = SweepPolicy.Purge });

        Assert.Equal((null, "retry"), (await database.StatusAsync(stale), await database.StatusAsync(young)));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task RunAsync_TorrentThatShowsTwice_KeepsTheAttachedRow(int schema)
    {
        await using var database = await CreateAsync(schema);
        foreach (var hash in (int[])[1, 2])
        {
            await database.AddTorrentAsync(hash);
            await database.AddContentsAsync(hash, isAttached: false);
        }

        await database.AddContentsAsync(1, isAttached: true);

        var run = await database.SweepAsync();

        Assert.Equal(1, run.ShownTwice);
        Assert.Equal($"{Hash(1)}:movie:tmdb:1,{Hash(2)}:movie:?:?", await database.ScalarAsync("SELECT string_agg(id, ',' ORDER BY id) FROM torrent_contents"));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task RunAsync_DryRun_CountsTheSameAndWritesNothing(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.AddTorrentAsync(3);
        await database.AddAsync(Payload(1), "retry");
        await database.AddAsync(Payload(2), "retry", error: TmdbError + " api_key=secret");
        await database.AddAsync(Payload(3), "failed");
        await database.AddAsync(Payload(4), "pending", archival: "7 days");
        await database.AddContentsAsync(3, isAttached: true);
        var before = await database.AllAsync();

        var dry = await database.SweepAsync(isDryRun: true);
        var unchanged = await database.AllAsync();
        var wet = await database.SweepAsync();

        Assert.Equal(before, unchanged);
        Assert.Equal(0, dry.Changed);
        Assert.Equal(Counts(dry), Counts(wet));
        Assert.Equal(dry.Decided, wet.Changed);
        Assert.Contains(dry.Groups, group => group is { Cause: SweepCause.Tmdb, Verdict: SweepVerdict.Offload, Rows: 1 });
        Assert.DoesNotContain("secret", string.Concat(dry.Groups.SelectMany(group => group.Samples).Select(sample => sample.Error)), StringComparison.Ordinal);

        static string Counts(SweepRun run) => string.Join(
            '\n', run.Groups.Select(group => $"{group.Queue} {group.Status} {group.Cause} {group.Verdict} {group.Rows}").Order());
    }

    /// <summary>Stale jobs over several ranges of blocks, so that there is work for several connections.</summary>
    private const string ManyRanges =
        """
        INSERT INTO queue_jobs (fingerprint, queue, status, payload, retries, max_retries, run_after, error, archival_duration, created_at)
        SELECT 'job ' || n, 'process_torrent', 'retry', '{}', 1, 2, now() - interval '2 hours', repeat('x', 300), '168:00:00', now()
        FROM generate_series(1, 20000) AS n
        """;

    [Fact]
    public async Task RunAsync_TwiceInARow_ChangesNothingTheSecondTime()
    {
        await using var database = await CreateAsync(20);
        await database.AddTorrentAsync(3);
        await database.AddAsync(Payload(1), "retry");
        await database.AddAsync(Payload(2), "retry", error: TmdbError);
        await database.AddAsync(Payload(3), "failed");
        await database.SweepAsync();
        var after = await database.AllAsync();

        var second = await database.SweepAsync();

        Assert.Equal((after, 0L), (await database.AllAsync(), second.Changed));
    }

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
            runs.Add(await database.Sweeper(options, new SteppingClock()).RunAsync(isDryRun: false, TestContext.Current.CancellationToken));
        }
        while (!runs[^1].IsComplete && runs.Count < 10);

        Assert.InRange(runs.Count, 2, 5);
        Assert.Equal(5, runs.Sum(run => run.Changed));
        Assert.Equal("5", await database.ScalarAsync("SELECT count(*) FROM queue_jobs WHERE status = 'pending'"));
    }

    [Fact]
    public async Task RunAsync_SeveralConnectionsCutShort_ChangeEveryRowOnceOverAllRuns()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(ManyRanges);
        var options = new SweepOptions { Connections = 3, TimeBudget = TimeSpan.FromSeconds(100) };
        var runs = new List<SweepRun>();
        do
        {
            runs.Add(await database.Sweeper(options, new SteppingClock()).RunAsync(isDryRun: false, TestContext.Current.CancellationToken));
        }
        while (!runs[^1].IsComplete && runs.Count < 100);

        Assert.True(runs.Count > 1, "One run sufficed.");
        Assert.Equal((20_000, 0), (runs.Sum(run => run.Changed), runs.Sum(run => run.Conflicts)));
        Assert.Equal("20000", await database.ScalarAsync("SELECT count(*) FROM queue_jobs WHERE status = 'pending' AND retries = 0"));
    }

    [Fact]
    public async Task RunAsync_OneOfSeveralConnectionsFails_NextRunLosesNothing()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(ManyRanges);
        await database.RefuseAsync("53100", "OLD.fingerprint = 'job 1'");
        var options = new SweepOptions { Connections = 3 };

        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.SweepAsync(options));
        await database.ExecuteAsync("DROP TRIGGER refuse ON queue_jobs");
        var next = await database.SweepAsync(options);

        Assert.Equal(("53100", null, true), (error.SqlState, next.Failure, next.IsComplete));
        Assert.Equal("20000", await database.ScalarAsync("SELECT count(*) FROM queue_jobs WHERE status = 'pending' AND retries = 0"));
    }

    [Fact]
    public async Task RunAsync_EveryRun_LeavesARecordNewestFirst()
    {
        await using var database = await CreateAsync(20);
        await database.AddAsync(Payload(1), "retry", error: TmdbError);

        var first = await database.SweepAsync(isDryRun: true);
        var second = await database.SweepAsync();

        var records = await database.Runs.LastAsync(SweepPart.Queue, 10, TestContext.Current.CancellationToken);
        Assert.Equivalent(new[] { second, first }, records, strict: true);
        Assert.Contains("TMDB_ENABLED=false", records[0].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_JobFailedForTmdbADayAgo_IsTheFindingOfLaterRunsToo()
    {
        await using var database = await CreateAsync(20);
        await database.AddAsync(Payload(1), "failed", error: TmdbError, ranAgo: "23 hours");
        var seen = await database.SweepAsync();

        var later = await database.SweepAsync();
        var dry = await database.SweepAsync(isDryRun: true);
        var tomorrow = await database.Sweeper(clock: new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(2))).RunAsync(isDryRun: false, TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (seen.RecentTmdbErrors, later.Seen));
        Assert.All([seen, later, dry], run => Assert.Contains("Set TMDB_ENABLED=false for bitmagnet", run.Finding, StringComparison.Ordinal));
        Assert.Null(tomorrow.Finding);
    }

    [Fact]
    public async Task RunAsync_DatabaseFailsOnTheWay_LeavesARecordWithTheReasonAndGoesOnFromThere()
    {
        await using var database = await CreateAsync(20);
        var first = await database.AddAsync(Payload(1), "retry");
        var second = await database.AddAsync(Payload(2), "retry");
        await database.RefuseAsync("53100", $"OLD.id = '{second}'"); // disk full: no conflict
        var options = new SweepOptions { BatchSize = 1 };

        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.SweepAsync(options));

        Assert.Equal("53100", error.SqlState);
        var record = Assert.Single(await database.Runs.LastAsync(SweepPart.Queue, 10, TestContext.Current.CancellationToken));
        Assert.Equal(("PostgreSQL 53100", false, 1L), (record.Failure, record.IsComplete, record.Changed));
        Assert.Equal(("pending", "retry"), (await database.StatusAsync(first), await database.StatusAsync(second)));

        await database.ExecuteAsync("DROP TRIGGER refuse ON queue_jobs");
        var next = await database.SweepAsync(options);
        Assert.Equal((null, 1L, "pending"), (next.Failure, next.Changed, await database.StatusAsync(second)));
    }

    /// <summary>Each look at the clock takes a second.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref seconds);
    }
}
