using System.Diagnostics;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>Picks and finishes jobs one by one as bitmagnet does (bitmagnet contract §2), as fast as it can.</summary>
internal sealed class PickingWorker(NpgsqlDataSource dataSource, bool hasPriority)
{
    private readonly Stopwatch watch = new();
    private int jobs;

    public async Task RunForAsync(TimeSpan time)
    {
        using var stop = new CancellationTokenSource(time);
        await RunAsync(stop.Token);
    }

    public async Task RunAsync(CancellationToken stop)
    {
        watch.Start();
        await using var connection = await dataSource.OpenConnectionAsync(CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand(
                $"""
                WITH picked AS MATERIALIZED (
                  SELECT id FROM queue_jobs WHERE queue = 'process_torrent' AND status IN ('pending', 'retry') AND run_after <= now()
                  ORDER BY (status = 'retry'), {(hasPriority ? "priority, " : "")}run_after, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                UPDATE queue_jobs SET status = 'processed', ran_at = now() WHERE id IN (SELECT id FROM picked)
                """,
                connection);
            jobs += await command.ExecuteNonQueryAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        watch.Stop();
    }

    /// <summary>Jobs a second since the last call.</summary>
    public double TakeRate()
    {
        var rate = jobs / watch.Elapsed.TotalSeconds;
        jobs = 0;
        watch.Reset();
        return rate;
    }
}
