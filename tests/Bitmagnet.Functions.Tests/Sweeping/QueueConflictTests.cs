using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>Each conflict of bitmagnet contract §2: how the naive statement fails, and how the sweep resolves it.</summary>
public sealed class QueueConflictTests
{
    private const string Naive = "UPDATE queue_jobs SET status = 'pending', retries = 0, run_after = now() WHERE status = 'retry'";
    private const string NaiveOnDead = "UPDATE queue_jobs SET status = 'pending', retries = 0, run_after = now() WHERE status = 'failed'";

    public static TheoryData<int> EverySchema => [.. BitmagnetSchema.Versions];

    public static TheoryData<int> SchemasBelow19 => [12, 15, 18];

    public static TheoryData<string> Refusals =>
    [
        PostgresErrorCodes.UniqueViolation, PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected, PostgresErrorCodes.LockNotAvailable,
    ];

    [Theory]
    [MemberData(nameof(SchemasBelow19))]
    public async Task RunAsync_RetryBesideAnEqualPendingRow_DropsTheRetryThatStopsTheQueue(int schema)
    {
        await using var database = await CreateAsync(schema);
        var retry = await database.AddAsync(Payload(1), "retry", dueAgo: 1);
        var pending = await database.AddAsync(Payload(1), "pending", dueAgo: 1, error: null);
        var other = await database.AddAsync(Payload(2), "retry");
        await AssertRefusedAsync(database, Naive);
        // bitmagnet's own update when the pending job fails: the queue is stuck.
        await AssertRefusedAsync(database, $"UPDATE queue_jobs SET status = 'retry' WHERE id = '{pending}'");

        var run = await database.SweepAsync();

        Assert.Equal((null, "pending", "pending"), (await database.StatusAsync(retry), await database.StatusAsync(pending), await database.StatusAsync(other)));
        Assert.Equal(0, run.Conflicts);
        await database.ExecuteAsync($"UPDATE queue_jobs SET status = 'retry' WHERE id = '{pending}'");
    }

    [Theory]
    [InlineData(19)]
    [InlineData(20)]
    public async Task RunAsync_DeadRowBesideAnEqualActiveOne_IsOffloadedWithoutConflict(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.AddTorrentAsync(1);
        var dead = await database.AddAsync(Payload(1), "failed");
        var active = await database.AddAsync(Payload(1), "retry", dueAgo: 1);
        await AssertRefusedAsync(database, NaiveOnDead);

        await database.SweepAsync();

        Assert.Equal(("pending", "retry"), (await database.StatusAsync(dead), await database.StatusAsync(active)));
    }

    [Theory]
    [MemberData(nameof(EverySchema))]
    public async Task RunAsync_TwoEqualDeadRows_AreOffloadedAsOneJob(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.AddTorrentAsync(1);
        await database.AddAsync(Payload(1), "failed");
        await database.AddAsync(Payload(1), "failed");
        await AssertRefusedAsync(database, NaiveOnDead);

        var run = await database.SweepAsync();

        Assert.Equal("1 pending", await database.ScalarAsync(
            "SELECT string_agg(n || ' ' || status, ', ' ORDER BY n) FROM (SELECT count(*) AS n, status FROM queue_jobs GROUP BY status) AS counts"));
        Assert.Equal((2, 0), (run.Changed, run.Conflicts));
    }

    [Theory]
    [MemberData(nameof(EverySchema))]
    public async Task RunAsync_OffloadedJobIsQueuedAlready_RemovesTheStaleRowOnly(int schema)
    {
        await using var database = await CreateAsync(schema);
        var offloaded = $$$"""{"ClassifierFlags":{"apis_enabled":false,"tmdb_enabled":false},"InfoHashes":["{{{Hash(1)}}}"]}""";
        var queued = await database.AddAsync(offloaded, "pending", dueAgo: 1);
        var stale = await database.AddAsync(Payload(1), "retry", error: TmdbError);
        await Assert.ThrowsAsync<PostgresException>(() => database.AddAsync(offloaded, "pending"));
        var before = await database.RowAsync(queued);

        await database.SweepAsync();

        Assert.Equal((null, before), (await database.StatusAsync(stale), await database.RowAsync(queued)));
        Assert.Equal("1", await database.ScalarAsync("SELECT count(*) FROM queue_jobs"));
    }

    [Theory]
    [MemberData(nameof(SchemasBelow19))]
    public async Task RunAsync_OffloadedJobWaitsInRetryAlready_MakesNoTwinOfIt(int schema)
    {
        await using var database = await CreateAsync(schema);
        var offloaded = $$$"""{"ClassifierFlags":{"apis_enabled":false,"tmdb_enabled":false},"InfoHashes":["{{{Hash(1)}}}"]}""";
        var waiting = await database.AddAsync(offloaded, "retry", dueAgo: -1);
        var stale = await database.AddAsync(Payload(1), "retry", error: TmdbError);

        await database.SweepAsync();

        Assert.Equal((null, "retry"), (await database.StatusAsync(stale), await database.StatusAsync(waiting)));
        Assert.Equal("1", await database.ScalarAsync("SELECT count(*) FROM queue_jobs"));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(20)]
    public async Task RunAsync_EqualOffloadedJobIsPurgedInTheSameBatch_StillPutsTheOtherOnesWorkBack(int schema)
    {
        await using var database = await CreateAsync(schema);
        var offloaded = $$$"""{"ClassifierFlags":{"apis_enabled":false,"tmdb_enabled":false},"InfoHashes":["{{{Hash(1)}}}"]}""";
        var purged = await database.AddAsync(offloaded, "retry", error: OtherError);
        await database.AddAsync(Payload(1), "retry", error: TmdbError);

        await database.SweepAsync(new SweepOptions { PolicyOther = SweepPolicy.Purge });

        Assert.Null(await database.StatusAsync(purged));
        Assert.Equal("pending", await database.ScalarAsync("SELECT string_agg(status::text, ',' ORDER BY status) FROM queue_jobs"));
    }

    [Theory]
    [MemberData(nameof(SchemasBelow19))]
    public async Task Insert_NamingTheIndexAsConflictTarget_FailsBelowSchema19(int schema)
    {
        await using var database = await CreateAsync(schema);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(
            """
            INSERT INTO queue_jobs (fingerprint, queue, payload, run_after, archival_duration, created_at)
            VALUES ('a', 'process_torrent', '{}', now(), '168:00:00', now())
            ON CONFLICT (fingerprint) WHERE status IN ('pending', 'retry') DO NOTHING
            """));

        Assert.Equal(PostgresErrorCodes.InvalidColumnReference, refused.SqlState);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task RunAsync_BatchRefusedOnce_IsChangedInPartsWithoutLoss(string state)
    {
        await using var database = await CreateAsync(20);
        var ids = await AddNineAsync(database);
        await database.RefuseAsync(state, $"OLD.id = '{ids[4]}' AND nextval('refusals') = 1");

        var run = await database.SweepAsync();

        Assert.Equal((9, 9, 0), (run.Decided, run.Changed, run.Conflicts));
        Assert.Equal("pending 9", await database.StatusesAsync());
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task RunAsync_RowRefusedAlways_StaysAsItIsAndTheOthersAreChanged(string state)
    {
        await using var database = await CreateAsync(20);
        var ids = await AddNineAsync(database);
        var before = (await database.RowAsync(ids[4]), await database.RowAsync(ids[5]));
        await database.RefuseAsync(state, $"OLD.id IN ('{ids[4]}', '{ids[5]}')");

        var run = await database.SweepAsync();

        Assert.Equal((9, 7, 2), (run.Decided, run.Changed, run.Conflicts));
        Assert.Equal(before, (await database.RowAsync(ids[4]), await database.RowAsync(ids[5])));
        Assert.Equal("pending 7, retry 2", await database.StatusesAsync());

        await database.ExecuteAsync("DROP TRIGGER refuse ON queue_jobs");
        var next = await database.SweepAsync();
        Assert.Equal((2, 2, 0), (next.Decided, next.Changed, next.Conflicts));
    }

    [Fact]
    public async Task RunAsync_OldFailedJobRefused_IsLookedAtAgainByTheNextWalk()
    {
        await using var database = await CreateAsync(20);
        await database.AddTorrentAsync(1);
        await database.AddTorrentAsync(2);
        var refused = await database.AddAsync(Payload(1), "failed", ranAgo: "100 hours");
        var free = await database.AddAsync(Payload(2), "failed", ranAgo: "100 hours");
        await database.RefuseAsync(PostgresErrorCodes.DeadlockDetected, $"OLD.id = '{refused}'");

        await database.SweepAsync();
        await database.ExecuteAsync("DROP TRIGGER refuse ON queue_jobs");
        await database.SweepAsync();

        Assert.Equal(("pending", "pending"), (await database.StatusAsync(refused), await database.StatusAsync(free)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_EqualPendingRowBeingInserted_IsRefusedOrRemovedAsATwin(bool isCommittedMeanwhile)
    {
        await using var database = await CreateAsync(18);
        var raced = await database.AddAsync(Payload(1), "retry");
        var other = await database.AddAsync(Payload(2), "retry");
        await using var crawler = await database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await crawler.BeginTransactionAsync(Token);
        await using var insert = new NpgsqlCommand(
            $"""
             INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, archival_duration, created_at)
             SELECT fingerprint, queue, 'pending', payload, now(), archival_duration, now() FROM queue_jobs WHERE id = '{raced}'
             """,
            crawler);
        await insert.ExecuteNonQueryAsync(Token);

        // The row is not visible yet: the sweep waits for it until its lock time-out or the commit.
        var sweep = database.SweepAsync();
        await WaitForLockAsync(database, sweep);
        if (!isCommittedMeanwhile)
        {
            Assert.Equal((1, 1), ((await sweep).Changed, (await sweep).Conflicts));
            Assert.Equal("retry", await database.StatusAsync(raced));
        }

        await transaction.CommitAsync(Token);
        var run = await sweep;
        Assert.Equal((2, 2), (run.Decided, run.Changed + run.Conflicts)); // counted as removed if the commit came first
        Assert.Equal("pending", await database.StatusAsync(other));

        await database.SweepAsync();
        Assert.Null(await database.StatusAsync(raced));
        Assert.Equal("2", await database.ScalarAsync("SELECT count(*) FROM queue_jobs"));
    }

    private static async Task<List<string>> AddNineAsync(SweepDatabase database)
    {
        var ids = new List<string>();
        for (var hash = 1; hash <= 9; hash++)
        {
            ids.Add(await database.AddAsync(Payload(hash), "retry", error: hash % 2 == 0 ? TmdbError : OtherError));
        }

        return ids;
    }

    private static async Task AssertRefusedAsync(SweepDatabase database, string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(sql));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
    }

    /// <summary>
    /// Waits until the sweep waits for the other transaction or has stopped waiting: a busy machine may miss the tenth of a second between.
    /// </summary>
    private static async Task WaitForLockAsync(SweepDatabase database, Task sweep)
    {
        while (!sweep.IsCompleted && await database.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == "0")
        {
        }
    }
}
