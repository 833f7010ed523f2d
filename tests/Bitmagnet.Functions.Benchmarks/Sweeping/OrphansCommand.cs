using System.Diagnostics;
using System.Globalization;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Sandbox;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>
/// <c>orphans [--torrents 3000000]</c>: walks an index where 1 % of the torrents have no row; nine in ten of those wait in a job, and the
/// rest are orphans. Exits with 1 if a statement took over a second or an orphan was missed.
/// </summary>
internal static class OrphansCommand
{
    private const int Schema = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var torrents = new CommandOptions(args, ["--torrents"]).Number("--torrents", 3_000_000);
        await using var postgres = await PostgresServer.StartAsync(SandboxFolder.Temporary(), ["shared_buffers=1GB", "max_wal_size=4GB"]);
        var connectionString = await postgres.CreateDatabaseAsync(Schema);
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 });
        var watch = Stopwatch.StartNew();
        await FillAsync(dataSource, torrents);
        Say($"filled {torrents:N0} torrents in {watch.Elapsed.TotalSeconds:0} s");

        await using var swept = new NpgsqlDataSourceBuilder($"{connectionString};Application Name=sweep;Maximum Pool Size=1") { Name = "orphans" }.Build();
        using var times = new StatementTimes("orphans");
        var walk = new OrphanWalk(swept, await IndexSchema.ReadAsync(swept, CancellationToken.None), TimeProvider.System);
        var (steps, seen, rowless, orphans) = (0, 0L, 0L, 0L);
        watch.Restart();
        for (var next = ""; steps == 0 || next.Length > 0; steps++)
        {
            var step = await walk.RunAsync(next, isDryRun: false, CancellationToken.None);
            (seen, rowless, orphans, next) = (seen + step.Seen, rowless + step.Rowless, orphans + step.Orphans, step.Next);
        }

        Say($"walked {seen:N0} torrents in {steps:N0} steps and {watch.Elapsed.TotalSeconds:0.0} s: {rowless:N0} without a row, {orphans:N0} of them without a job");
        var slowest = times.SlowestFirst.ToList();
        foreach (var (statement, count, mean, longest) in slowest)
        {
            Say($"  {count,6} × {mean * 1000,6:0.0} ms, at most {longest * 1000,5:0} ms: {statement[..Math.Min(statement.Length, 80)]}");
        }

        return orphans != torrents / 1000 || slowest.Exists(statement => statement.Longest > 1) ? 1 : 0;
    }

    // Leaves out the twenty indexes that the walk does not use, which would take most of the time.
    private static async Task FillAsync(NpgsqlDataSource dataSource, long torrents)
    {
        await ExecuteAsync(
            dataSource,
            """
            DO $$ DECLARE name text; BEGIN
              FOR name IN SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid IN ('torrents'::regclass, 'torrent_contents'::regclass) AND NOT indisunique LOOP
                EXECUTE 'DROP INDEX ' || name;
              END LOOP;
            END $$
            """);
        await JobPopulation.FillAsync(dataSource, Schema, 300_000, hashes: 2);
        await ExecuteAsync(
            dataSource,
            $"""
             INSERT INTO torrents (info_hash, name, size, private, created_at, updated_at)
             SELECT substr(sha256(('torrent ' || n)::bytea), 1, 20), 'Torrent ' || n, 1, false, now(), now() FROM generate_series(1, {torrents}::bigint) AS n;
             INSERT INTO torrent_contents (info_hash, content_type, created_at, updated_at)
             SELECT info_hash, 'movie', now(), now() FROM torrents WHERE right(name, 2) <> '00';
             INSERT INTO queue_jobs (fingerprint, queue, status, payload, max_retries, run_after, archival_duration, created_at)
             SELECT 'waits ' || job, 'process_torrent', 'pending', jsonb_build_object('InfoHashes', jsonb_agg(encode(info_hash, 'hex'))), 2, now(), '168:00:00', now()
             FROM (SELECT info_hash, row_number() OVER () / 100 AS job FROM torrents WHERE right(name, 2) = '00' AND right(name, 3) <> '000') AS waiting
             GROUP BY job
             """);
        await ExecuteAsync(dataSource, "VACUUM ANALYZE torrents, torrent_contents, queue_jobs");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
