using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>
/// <c>sweep [--jobs 3000000] [--schema 20] [--hashes 2] [--alone] [--shared-buffers 2GB | --database DSN]</c>: sweeps a <see
/// cref="JobPopulation"/>, alone or beside a worker that picks jobs as bitmagnet does, on a server of its own or in an empty database of
/// yours. Exits with 1 if a statement of the sweep took over a second or a job was left stale.
/// </summary>
internal static class SweepCommand
{
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new CommandOptions(args, ["--jobs", "--schema", "--hashes", "--database", "--shared-buffers"], "--alone");
        var (jobs, schema, hashes) = (options.Number("--jobs", 3_000_000), options.Number("--schema", 20), options.Number("--hashes", 2));
        var isAlone = options.Has("--alone");
        var folder = SandboxFolder.Temporary();
        var given = options.Text("--database") ?? "";
        await using var postgres = given.Length > 0
            ? null
            : await PostgresServer.StartAsync(folder, [$"shared_buffers={options.Text("--shared-buffers") ?? "2GB"}", "max_wal_size=4GB"]);
        await using var azurite = await AzuriteServer.StartAsync(folder);
        var connectionString = postgres is null ? given : await postgres.CreateDatabaseAsync(schema);
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 });
        if (postgres is null)
        {
            await using var create = dataSource.CreateCommand(BitmagnetSchema.Sql(schema));
            await create.ExecuteNonQueryAsync();
        }

        var watch = Stopwatch.StartNew();
        await JobPopulation.FillAsync(dataSource, schema, jobs, hashes);
        Say($"filled {jobs:N0} jobs of {hashes} torrents on schema {schema} in {watch.Elapsed.TotalSeconds:0} s");

        var worker = new PickingWorker(dataSource, hasPriority: schema >= 15);
        await worker.RunForAsync(Alone / 4); // warms the caches
        worker.TakeRate();
        await worker.RunForAsync(isAlone ? TimeSpan.Zero : Alone);
        var rateAlone = worker.TakeRate();

        await using var swept = new NpgsqlDataSourceBuilder($"{connectionString};Application Name=sweep;Maximum Pool Size=1") { Name = "sweep" }.Build();
        using var backend = await BackendOfAsync(swept);
        using var times = new StatementTimes("sweep");
        var runs = new SweepRuns(new TableServiceClient(azurite.ConnectionString));
        var sweeper = new Sweeper(swept, runs, new SweepOptions { TimeBudget = TimeSpan.FromMinutes(30) }, TimeProvider.System, NullLogger<Sweeper>.Instance);
        using var process = Process.GetCurrentProcess();
        var (memory, processor, backendProcessor) = (process.WorkingSet64, process.TotalProcessorTime, ProcessorOf(backend));
        using var stop = new CancellationTokenSource();
        var beside = isAlone ? Task.CompletedTask : worker.RunAsync(stop.Token);
        var run = await sweeper.RunAsync(isDryRun: false, CancellationToken.None);
        await stop.CancelAsync();
        await beside;
        var rateBeside = isAlone ? 0 : worker.TakeRate();
        process.Refresh();

        var slowest = times.SlowestFirst.ToList();
        Say($"swept in {run.Seconds:0.0} s: {run.Seen:N0} seen, {run.Changed:N0} changed, {run.Conflicts:N0} refused");
        foreach (var group in run.Groups)
        {
            Say($"  {group.Rows,9:N0} {group.Status} for {group.Cause}: {group.Verdict}");
        }

        foreach (var (statement, count, mean, longest) in slowest)
        {
            Say($"  {count,6} × {mean * 1000,6:0.0} ms, at most {longest * 1000,5:0} ms: {statement[..Math.Min(statement.Length, 80)]}");
        }

        Say($"  of those {run.Seconds:0.0} s, {slowest.Sum(statement => statement.Count * statement.Mean):0.0} s waiting for the database");
        Say($"  processor: {(ProcessorOf(backend) - backendProcessor).TotalSeconds:0.0} s in the database for the sweep, {(process.TotalProcessorTime - processor).TotalSeconds:0.0} s in this process");
        if (!isAlone)
        {
            Say($"worker: {rateAlone:0.00} jobs a second alone, {rateBeside:0.00} beside the sweep: {(rateBeside / rateAlone) - 1:+0%;-0%}");
        }

        Say($"memory: {memory / 1_000_000} MB before, {process.PeakWorkingSet64 / 1_000_000} MB at most");
        var left = await sweeper.RunAsync(isDryRun: true, CancellationToken.None);
        Say($"left stale: {left.Decided:N0}");
        return left.Decided > 0 || slowest.Exists(statement => statement.Longest > 1) ? 1 : 0;
    }

    /// <summary>PostgreSQL's process for the connection. Its processor time does not depend on the machine's load.</summary>
    private static async Task<Process> BackendOfAsync(NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return Process.GetProcessById(connection.ProcessID);
    }

    private static TimeSpan ProcessorOf(Process backend)
    {
        backend.Refresh();
        return backend.TotalProcessorTime;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
