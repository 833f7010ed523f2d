using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>
/// <c>sweep [--jobs 3000000] [--schema 20] [--hashes 2]</c>: a third of the jobs is stale, half of those for TMDB; a worker picks jobs as
/// bitmagnet does, first alone, then beside the sweep. Ends with 1 where a statement of the sweep took over a second.
/// </summary>
internal static class SweepCommand
{
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(string[] args)
    {
        var (jobs, schema, hashes) = (Option(args, "--jobs", 3_000_000), Option(args, "--schema", 20), Option(args, "--hashes", 2));
        var folder = SandboxFolder.Temporary();
        await using var postgres = await PostgresServer.StartAsync(folder);
        await using var azurite = await AzuriteServer.StartAsync(folder);
        var connectionString = await postgres.CreateDatabaseAsync(schema);
        await using var fill = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 });
        var watch = Stopwatch.StartNew();
        await FillAsync(fill, jobs, hashes);
        Say($"filled {jobs:N0} jobs of {hashes} torrents on schema {schema} in {watch.Elapsed.TotalSeconds:0} s");

        await using var swept = new NpgsqlDataSourceBuilder(connectionString) { Name = "sweep" }.Build();
        using var times = new StatementTimes("sweep");
        var worker = new PickingWorker(fill, hasPriority: schema >= 15);
        using (var alone = new CancellationTokenSource(Alone))
        {
            await worker.RunAsync(alone.Token);
        }

        var rateAlone = worker.TakeRate();
        var before = Process.GetCurrentProcess().WorkingSet64;
        using var stop = new CancellationTokenSource();
        var beside = worker.RunAsync(stop.Token);
        var runs = new SweepRuns(new TableServiceClient(azurite.ConnectionString));
        var sweeper = new Sweeper(swept, runs, new SweepOptions { TimeBudget = TimeSpan.FromMinutes(30) }, TimeProvider.System, NullLogger<Sweeper>.Instance);
        var run = await sweeper.RunAsync(isDryRun: false, CancellationToken.None);
        await stop.CancelAsync();
        await beside;
        var rateBeside = worker.TakeRate();

        Say($"swept in {run.Seconds:0.0} s: {run.Seen:N0} seen, {run.Changed:N0} changed, {run.Conflicts:N0} refused");
        foreach (var (statement, count, mean, longest) in times.SlowestFirst)
        {
            Say($"  {count,6} × {mean * 1000,5:0} ms, at most {longest * 1000,5:0} ms: {statement[..Math.Min(statement.Length, 80)]}");
        }

        Say($"worker: {rateAlone:0.00} jobs a second alone, {rateBeside:0.00} beside the sweep ({(1 - (rateBeside / rateAlone)) * 100:0} % less)");
        Say($"memory: {before / 1_000_000} MB before, {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB at most");
        return times.SlowestFirst.Any(statement => statement.Longest > 1) ? 1 : 0;
    }

    private static int Option(string[] args, string name, int fallback) =>
        Array.IndexOf(args, name) is var at && at >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : fallback;

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static async Task FillAsync(NpgsqlDataSource dataSource, int jobs, int hashes)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, max_retries, run_after, ran_at, error, archival_duration, created_at)
            SELECT encode(sha256(n::text::bytea), 'hex'), 'process_torrent',
                   (CASE n % 6 WHEN 0 THEN 'retry' WHEN 1 THEN 'retry' WHEN 2 THEN 'pending' ELSE 'processed' END)::queue_job_status,
                   jsonb_build_object('InfoHashes', (SELECT jsonb_agg(encode(substr(sha256((n * 1000 + h)::text::bytea), 1, 20), 'hex')) FROM generate_series(1, {hashes}) AS h)),
                   2, now() - interval '2 hours', now() - interval '2 hours',
                   CASE n % 6 WHEN 0 THEN 'TMDB request failed: 429 Too Many Requests' WHEN 1 THEN 'missing 1 info hashes' END, '168:00:00', now() - interval '1 day'
            FROM generate_series(1, {jobs}::bigint) AS n;
            ANALYZE queue_jobs
            """);
        await command.ExecuteNonQueryAsync();
    }
}
