using Npgsql;

namespace Bitmagnet.Sandbox.Tests;

public sealed class BitmagnetSchemaTests(Postgres postgres)
{
    [Theory]
    [InlineData(12, false, false, "queue_jobs_fingerprint_status_idx", false)]
    [InlineData(15, true, false, "queue_jobs_fingerprint_status_idx", false)]
    [InlineData(18, true, true, "queue_jobs_fingerprint_status_idx", false)]
    [InlineData(19, true, true, "queue_jobs_fingerprint_idx", false)]
    [InlineData(20, true, true, "queue_jobs_fingerprint_idx", true)]
    public async Task CreateDatabase_OfAVersion_HasItsCatalogSigns(int version, bool priority, bool counters, string index, bool oid)
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync(version, Token));

        Assert.Equal((long)version, await ScalarAsync(database, "SELECT max(version_id) FROM goose_db_version WHERE is_applied"));
        Assert.Equal(priority, await HasColumnAsync(database, "queue_jobs", "priority"));
        Assert.Equal(counters, await HasColumnAsync(database, "torrents", "files_count"));
        Assert.Equal(counters, await HasColumnAsync(database, "torrent_contents", "published_at"));
        Assert.Equal(oid, await HasColumnAsync(database, "bloom_filters", "oid"));
        Assert.Equal(index, await ScalarAsync(database, "SELECT indexname::text FROM pg_indexes WHERE indexname LIKE 'queue_jobs_fingerprint%'"));
    }

    // The names that bitmagnet's migrations give, or leave to PostgreSQL.
    [Theory]
    [InlineData(12, "queue_jobs_id_queue_status_run_after_idx")]
    [InlineData(20, "queue_jobs_id_queue_status_priority_run_after_idx")]
    [InlineData(20, "queue_jobs_queue_status_idx")]
    [InlineData(20, "queue_jobs_queue_payload_idx")]
    [InlineData(20, "torrent_contents_seeders_coalesce_idx")]
    [InlineData(20, "torrent_contents_leechers_coalesce_idx")]
    [InlineData(20, "torrent_contents_content_type_updated_at_idx")]
    [InlineData(20, "torrent_contents_content_type_tsv_idx")]
    [InlineData(20, "torrents_torrent_sources_updated_at_idx")]
    public async Task Indexes_OfAVersion_HaveBitmagnetsNames(int version, string name)
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync(version, Token));

        Assert.Equal(1L, await ScalarAsync(database, $"SELECT count(*) FROM pg_indexes WHERE indexname = '{name}'"));
    }

    [Fact]
    public async Task GeneratedColumns_OnInsert_FollowTheContract()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync(20, Token));
        await ExecuteAsync(database, """
            INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at)
            VALUES ('\x0102', 'A.Film.MKV', 1, false, 'single', now(), now()), ('\x0103', '.mkv', 1, false, 'single', now(), now()), ('\x0104', 'A.mkv', 1, false, 'multi', now(), now());
            INSERT INTO torrent_contents (info_hash, content_type, created_at, updated_at) VALUES ('\x0102', 'movie', now(), now());
            """);

        Assert.Equal("mkv", await ScalarAsync(database, "SELECT extension FROM torrents WHERE info_hash = '\\x0102'"));
        Assert.Equal(2L, await ScalarAsync(database, "SELECT count(*) FROM torrents WHERE extension IS NULL"));
        Assert.Equal("0102:movie:?:?", await ScalarAsync(database, "SELECT id FROM torrent_contents"));
    }

    [Fact]
    public async Task TorrentContents_WithASourceThatHasNoId_IsRefused()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync(20, Token));
        await ExecuteAsync(database, "INSERT INTO torrents (info_hash, name, size, private, created_at, updated_at) VALUES ('\\x01', 'a', 1, false, now(), now())");

        var error = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(
            database, "INSERT INTO torrent_contents (info_hash, content_type, content_source, created_at, updated_at) VALUES ('\\x01', 'movie', 'tmdb', now(), now())"));

        Assert.Equal(PostgresErrorCodes.CheckViolation, error.SqlState);
    }

    [Fact]
    public async Task QueueJobs_OnInsert_AnnouncesWhatIsDue()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync(20, Token));
        await using var listener = await database.OpenConnectionAsync(Token);
        var announced = new List<string>();
        listener.Notification += (_, notification) => announced.Add(notification.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN process_torrent", listener))
        {
            await listen.ExecuteNonQueryAsync(Token);
        }

        await ExecuteAsync(database, """
            INSERT INTO queue_jobs (id, fingerprint, queue, payload, run_after, archival_duration, created_at) VALUES
              ('later', 'a', 'process_torrent', '{}', now() + interval '1 minute', '168:00:00', now()),
              ('now', 'b', 'process_torrent', '{}', now(), '168:00:00', now())
            """);
        await listener.WaitAsync(Token);

        Assert.Equal(["now"], announced);
    }

    [Fact]
    public async Task BudgetedCount_OverAndUnderTheBudget_CountsOrEstimates()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync(20, Token));

        Assert.Equal(3L, await ScalarAsync(database, "SELECT count FROM budgeted_count('SELECT * FROM metadata_sources', 1e9) WHERE NOT budget_exceeded"));
        Assert.Equal(true, await ScalarAsync(database, "SELECT budget_exceeded FROM budgeted_count('SELECT * FROM metadata_sources', 0)"));
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token);
    }

    private static async Task<bool> HasColumnAsync(NpgsqlDataSource database, string table, string column) =>
        (bool)(await ScalarAsync(database, $"SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = '{table}' AND column_name = '{column}')"))!;

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
