using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Health;

/// <summary>
/// A bitmagnet database of many rows, filled in steps so that an interrupted fill can continue. A tenth of the torrents have no type; the
/// rest are films, series and others, and a third of the films and series have content. 80 % of the jobs are processed, 10 % pending, 9 %
/// in retry.
/// </summary>
internal static class LargeIndex
{
    private const int Step = 50_000;
    private const int Contents = 5_000;

    /// <summary>Fills the database up to this many torrents and as many jobs.</summary>
    public static async Task FillAsync(string connectionString, int rows, Action<int> progress)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 });
        await ExecuteAsync(database,
            $"""
            INSERT INTO content (type, source, id, title, created_at, updated_at)
            SELECT 'movie', 'tmdb', n, 'Title ' || n, now(), now() FROM generate_series(1, {Contents}) n ON CONFLICT DO NOTHING
            """);
        var done = (int)await CountAsync(database);
        for (var from = done; from < rows; from += Step)
        {
            await ExecuteAsync(database, Rows(from + 1, Math.Min(from + Step, rows)));
            progress(Math.Min(from + Step, rows));
        }

        // The state that autovacuum leaves.
        await ExecuteAsync(database, "VACUUM (ANALYZE) queue_jobs");
        await ExecuteAsync(database, "VACUUM (ANALYZE) torrents");
        await ExecuteAsync(database, "VACUUM (ANALYZE) torrent_contents");
    }

    // One transaction, so each step exists wholly or not at all.
    private static string Rows(int from, int to) =>
        $"""
        WITH n AS (SELECT n, substr(sha256(n::text::bytea), 1, 20) AS hash FROM generate_series({from}, {to}) n), t AS (
          INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at)
          SELECT hash, 'Some.Title.' || n || '.2020.1080p.WEB-DL.x264-GRP', 1000000000 + n, false, 'no_info', now() - n * interval '1 second', now() FROM n
        ), c AS (
          INSERT INTO torrent_contents (info_hash, content_type, content_source, content_id, languages, tsv, created_at, updated_at)
          SELECT hash, CASE WHEN n % 10 < 5 THEN 'movie' WHEN n % 10 < 7 THEN 'tv_show' WHEN n % 10 < 9 THEN 'software' END,
                 CASE WHEN n % 10 < 2 THEN 'tmdb' END, CASE WHEN n % 10 < 2 THEN (n % {Contents} + 1)::text END,
                 '[]', to_tsvector('simple', 'some title ' || n || ' 2020'), now() - n * interval '1 second', now() - n * interval '1 second' FROM n
        )
        INSERT INTO queue_jobs (fingerprint, queue, status, payload, max_retries, run_after, ran_at, archival_duration, created_at)
        SELECT encode(sha256(hash), 'hex'), CASE n % 50 WHEN 0 THEN 'process_torrent_batch' ELSE 'process_torrent' END,
               (CASE WHEN n % 100 < 80 THEN 'processed' WHEN n % 100 < 90 THEN 'pending' WHEN n % 100 < 99 THEN 'retry' ELSE 'failed' END)::queue_job_status,
               jsonb_build_object('InfoHashes', jsonb_build_array(encode(hash, 'hex'))), 2, now() - n * interval '1 second', now() - n * interval '1 second',
               '168:00:00', now() - n * interval '1 second' FROM n
        """;

    private static async Task<long> CountAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM queue_jobs");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
