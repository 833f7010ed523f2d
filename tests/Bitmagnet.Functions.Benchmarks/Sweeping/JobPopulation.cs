using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>
/// queue_jobs after a long outage: a third of the rows are stale, half of those because of TMDB; a sixth are pending; 1 % of the others
/// have failed, and the rest are processed. Below schema 19, 1 % of the pending rows equal a stale one.
/// </summary>
internal static class JobPopulation
{
    private const string GinIndexes =
        "FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam WHERE indrelid = 'queue_jobs'::regclass AND amname = 'gin'";

    /// <summary>
    /// Writes the rows. The B-tree indexes grow with them as bitmagnet's do, so their pages have the free space that random keys leave. The
    /// GIN index is created afterwards, which is faster.
    /// </summary>
    public static async Task FillAsync(NpgsqlDataSource dataSource, int schema, int jobs, int hashes)
    {
        var definitions = await ScalarAsync(dataSource, $"SELECT string_agg(pg_get_indexdef(indexrelid), ';') {GinIndexes}");
        await ExecuteAsync(dataSource, await ScalarAsync(dataSource, $"SELECT string_agg('DROP INDEX ' || relname, ';') {GinIndexes}"));
        await ExecuteAsync(
            dataSource,
            $"""
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, max_retries, run_after, ran_at, error, archival_duration, created_at)
            SELECT encode(sha256(job::text::bytea), 'hex'), 'process_torrent',
                   (CASE WHEN n % 6 < 2 THEN 'retry' WHEN n % 6 = 2 THEN 'pending' WHEN n % 300 = 3 THEN 'failed' ELSE 'processed' END)::queue_job_status,
                   jsonb_build_object('InfoHashes', (SELECT jsonb_agg(encode(substr(sha256((job * 1000 + h)::text::bytea), 1, 20), 'hex')) FROM generate_series(1, {hashes}) AS h)),
                   2, now() - interval '2 hours', now() - interval '2 hours',
                   CASE WHEN n % 6 = 0 THEN 'TMDB request failed: 429 Too Many Requests' WHEN n % 6 = 1 OR n % 300 = 3 THEN 'missing 1 info hashes' END,
                   '168:00:00', now() - interval '1 day'
            FROM (SELECT n, CASE WHEN {schema} < 19 AND n % 600 = 2 THEN n - 1 ELSE n END AS job FROM generate_series(1, {jobs}::bigint) AS n) AS numbered
            """);
        await ExecuteAsync(dataSource, $"SET maintenance_work_mem = '512MB'; {definitions}");
        await ExecuteAsync(dataSource, "VACUUM ANALYZE queue_jobs");
        await ExecuteAsync(dataSource, "CHECKPOINT");
    }

    private static async Task<string> ScalarAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
