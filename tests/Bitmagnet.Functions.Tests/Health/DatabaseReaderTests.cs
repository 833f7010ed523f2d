namespace Bitmagnet.Functions.Tests.Health;

public sealed class DatabaseReaderTests
{
    /// <summary>Time enough to count exactly on a busy machine.</summary>
    private static readonly HealthOptions Patient = new() { DatabaseTime = TimeSpan.FromMinutes(2) };

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    public async Task ReadAsync_ASmallQueue_CountsItExactly(int schema)
    {
        await using var database = NpgsqlDataSource.Create(await Servers.Postgres.CreateDatabaseAsync(schema, Token));
        await AddAsync(database, "process_torrent", "pending", 5, ageMinutes: 90);
        await AddAsync(database, "process_torrent", "retry", 3, ageMinutes: 200);
        await AddAsync(database, "process_torrent_batch", "processed", 2, ageMinutes: 10);
        await AddAsync(database, "somebody_elses", "failed", 1, ageMinutes: 10);

        var figures = (await Reader(database).ReadAsync(Token))!;

        Assert.Equal(schema, figures.Schema);
        Assert.Equal(
            [("process_torrent", "pending", 5), ("process_torrent", "retry", 3), ("process_torrent_batch", "processed", 2), ("somebody_elses", "failed", 1)],
            figures.Queue.Groups.Select(group => (group.Queue, group.Status, (int)group.Jobs)).Order());
        Assert.InRange((DateTimeOffset.UtcNow - figures.Queue.OldestPending!.Value).TotalMinutes, 89, 92);
        Assert.InRange((DateTimeOffset.UtcNow - figures.Queue.OldestRetry!.Value).TotalMinutes, 199, 202);
        Assert.Equal((3, false), (figures.Queue.Stale, figures.Queue.IsEstimate));
    }

    [Theory]
    [InlineData("'-infinity'")]
    [InlineData("'0044-03-15 BC'")]
    [InlineData("'20240-01-01'")]
    [InlineData("'infinity'")]
    public async Task ReadAsync_AJobOfATimeThatCannotBeRead_CountsItAndTakesTheAgesOfTheOthers(string time)
    {
        await using var database = NpgsqlDataSource.Create(await Servers.Postgres.CreateDatabaseAsync(20, Token));
        await AddAsync(database, "process_torrent", "pending", 5, ageMinutes: 90);
        await AddAsync(database, "process_torrent", "retry", 3, ageMinutes: 200);
        await ExecuteAsync(database, $"UPDATE queue_jobs SET created_at = {time}, run_after = {time} WHERE id IN (SELECT min(id) FROM queue_jobs GROUP BY status)");

        var figures = await ReadAsync(database);

        Assert.Equal((5, 3, 2), (figures.Of("pending"), figures.Of("retry"), figures.Stale));
        Assert.InRange((DateTimeOffset.UtcNow - figures.OldestPending!.Value).TotalMinutes, 89, 92);
        Assert.InRange((DateTimeOffset.UtcNow - figures.OldestRetry!.Value).TotalMinutes, 199, 202);
    }

    [Fact]
    public async Task Since_TheSnapshotBefore_TellsArrivalsAndCompletionsThoughRowsAreDeleted()
    {
        await using var database = NpgsqlDataSource.Create(await Servers.Postgres.CreateDatabaseAsync(20, Token));
        await AddAsync(database, "process_torrent", "pending", 10, ageMinutes: 5);
        await AddAsync(database, "process_torrent", "processed", 4, ageMinutes: 5);
        var before = await ReadAsync(database);

        await AddAsync(database, "process_torrent", "pending", 6, ageMinutes: 0);
        await ExecuteAsync(database, "UPDATE queue_jobs SET status = 'processed' WHERE id IN (SELECT id FROM queue_jobs WHERE status = 'pending' LIMIT 7)");
        await ExecuteAsync(database, "DELETE FROM queue_jobs WHERE id IN (SELECT id FROM queue_jobs WHERE status = 'processed' LIMIT 2)");
        var after = (await ReadAsync(database)).Since(before);

        Assert.Equal((6, 7), (after.Arrivals, after.Completions));
    }

    [Fact]
    public async Task Since_ALargeQueueOfWhichFewJobsAreActive_TellsCompletionsThoughTheCountsAreEstimates()
    {
        await using var database = NpgsqlDataSource.Create(await Servers.Postgres.CreateDatabaseAsync(20, Token));
        await ExecuteAsync(database, "DROP INDEX queue_jobs_queue_payload_idx");
        await AddAsync(database, "process_torrent", "processed", 90_000, ageMinutes: 120);
        await AddAsync(database, "process_torrent", "pending", 500, ageMinutes: 5);
        await AddAsync(database, "small", "pending", 2, ageMinutes: 5);
        var hurry = new HealthOptions { DatabaseTime = TimeSpan.FromMilliseconds(1) };
        var before = await ReadAsync(database, hurry);

        await AddAsync(database, "process_torrent", "pending", 6, ageMinutes: 0);
        await ExecuteAsync(database, "UPDATE queue_jobs SET status = 'processed' WHERE id IN (SELECT id FROM queue_jobs WHERE status = 'pending' LIMIT 7)");
        var after = (await ReadAsync(database, hurry)).Since(before);

        Assert.Equal((true, 508, 501), (after.IsEstimate, before.Active + 6, after.Active));
        Assert.Equal((6, 7, 7), (after.Arrivals, after.Completions, after.Changes));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, null)]
    public void Since_TooManyActiveJobsToCount_KnowsCompletionsOnlyWhereNothingChanged(long changes, int? completions)
    {
        var before = new QueueFigures { Groups = [], IsEstimate = true, Inserted = 100, Updated = 50 };

        var after = (before with { Inserted = 104, Updated = 50 + changes }).Since(before);

        Assert.Equal((4, completions, changes), (after.Arrivals, after.Completions, after.Changes));
    }

    [Fact]
    public async Task ReadAsync_WhileAnotherInstanceCounts_CountsNothing()
    {
        await using var database = NpgsqlDataSource.Create(await Servers.Postgres.CreateDatabaseAsync(20, Token));
        await using var other = await database.OpenConnectionAsync(Token);
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using var claim = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", other) { Parameters = { new() { Value = 0x6269746d_68656c74L } } };
        await claim.ExecuteNonQueryAsync(Token);

        Assert.Null(await Reader(database).ReadAsync(Token));
        await transaction.RollbackAsync(Token);
        Assert.NotNull(await Reader(database).ReadAsync(Token));
    }

    [Fact]
    public async Task ReadAsync_ALargeQueueAndNoTime_EstimatesFromASampleAndSaysSo()
    {
        await using var database = NpgsqlDataSource.Create(await Servers.Postgres.CreateDatabaseAsync(20, Token));
        await ExecuteAsync(database, "DROP INDEX queue_jobs_queue_payload_idx");
        await AddAsync(database, "process_torrent", "retry", 30_000, ageMinutes: 120);
        await AddAsync(database, "process_torrent", "pending", 60_000, ageMinutes: 120);

        var exact = (await Reader(database).ReadAsync(Token))!.Queue;
        var hurried = (await Reader(database, new HealthOptions { DatabaseTime = TimeSpan.FromMilliseconds(1) }).ReadAsync(Token))!.Queue;

        Assert.Equal((60_000, 30_000), (exact.Of("pending"), exact.Of("retry")));
        Assert.Equal((false, true), (exact.IsEstimate, exact.AgesAreEstimate));
        Assert.InRange(exact.Stale, 25_000, 35_000);
        Assert.True(hurried.IsEstimate);
        Assert.InRange(hurried.Of("pending"), 50_000, 70_000);
    }

    [Fact]
    public async Task ReadAsync_ATableThatIsLocked_GivesUpWithinItsTime()
    {
        await using var database = NpgsqlDataSource.Create(await Servers.Postgres.CreateDatabaseAsync(20, Token));
        await using var other = await database.OpenConnectionAsync(Token);
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using var locking = new NpgsqlCommand("LOCK TABLE torrent_contents IN ACCESS EXCLUSIVE MODE", other);
        await locking.ExecuteNonQueryAsync(Token);

        var error = await Assert.ThrowsAsync<PostgresException>(() => Reader(database, new HealthOptions()).ReadAsync(Token));

        Assert.Equal("database_slow", PartFindings.OfDatabase(error).Code);
    }

    private static DatabaseReader Reader(NpgsqlDataSource database, HealthOptions? options = null) =>
        new(database, new IndexSchemaSource(database), options ?? Patient, new SweepOptions(), TimeProvider.System);

    private static async Task<QueueFigures> ReadAsync(NpgsqlDataSource database, HealthOptions? options = null)
    {
        // Statistics are flushed when a session goes idle, at most once a second; pooled sessions flush when asked.
        await using var connection = await database.OpenConnectionAsync(Token);
        NpgsqlConnection.ClearPool(connection);
        await using var wait = new NpgsqlCommand("SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()", connection);
        await wait.ExecuteNonQueryAsync(Token);
        return (await Reader(database, options).ReadAsync(Token))!.Queue;
    }

    private static Task AddAsync(NpgsqlDataSource database, string queue, string status, int count, int ageMinutes) => ExecuteAsync(
        database,
        $$"""
        SELECT pg_stat_force_next_flush();
        INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, archival_duration, created_at)
        SELECT gen_random_uuid()::text, '{{queue}}', '{{status}}', '{"InfoHashes":[]}', now() - interval '{{ageMinutes}} minutes', '168:00:00', now() - interval '{{ageMinutes}} minutes'
        FROM generate_series(1, {{count}})
        """);

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand("SELECT pg_stat_force_next_flush();" + sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
