using System.Globalization;
using Azure.Data.Tables;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>
/// <c>sweep-contention</c>: runs two sweeps and five workers on the same 4,000 jobs for a minute, on every schema that differs for them.
/// Ends with any error that surfaces, and exits with 1 if a job was lost.
/// </summary>
internal static class ContentionCommand
{
    private const int Jobs = 4_000;

    public static async Task<int> RunAsync()
    {
        var folder = SandboxFolder.Temporary();
        await using var postgres = await PostgresServer.StartAsync(folder);
        await using var azurite = await AzuriteServer.StartAsync(folder);
        var lost = 0;
        foreach (var schema in (int[])[12, 18, 20])
        {
            await using var dataSource = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync(schema));
            var runs = new SweepRuns(new TableServiceClient(azurite.ConnectionString), $"SweepRuns{schema}");
            var sweeper = new Sweeper(dataSource, runs, new SweepOptions { BatchSize = 50 }, TimeProvider.System, NullLogger<Sweeper>.Instance);
            using var minute = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var result = await SweepContention.RunAsync(
                dataSource, schema >= 15, Jobs, () => sweeper.RunAsync(isDryRun: false, CancellationToken.None), minute.Token);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"schema {schema}: {result.Finished:N0} jobs finished, none twice; {result.Changed:N0} rows changed by the sweeps, {result.Conflicts:N0} refused; {result.Lost:N0} lost"));
            lost += result.Lost;
        }

        return lost > 0 ? 1 : 0;
    }
}
