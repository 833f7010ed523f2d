using System.Collections.Concurrent;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>Picks and finishes jobs as bitmagnet does (bitmagnet contract §2): one transaction for each job, with its row locked.</summary>
/// <param name="dataSource">bitmagnet's database.</param>
/// <param name="hasPriority">True from schema 15 on.</param>
/// <param name="seed">Decides which jobs fail.</param>
/// <param name="finished">The torrents of the jobs that all workers have finished. None may be finished twice.</param>
internal sealed class BitmagnetWorker(NpgsqlDataSource dataSource, bool hasPriority, int seed, ConcurrentDictionary<string, bool> finished)
{
    private readonly Random random = new(seed);

    /// <summary>Works until it is stopped. A third of the jobs fail, half of those because of TMDB.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var connection = await dataSource.OpenConnectionAsync(CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            await RunOneAsync(connection);
        }
    }

    private async Task RunOneAsync(NpgsqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var pick = new NpgsqlCommand(
            $"""
            SELECT id, payload->>'InfoHashes', retries, max_retries, status::text FROM queue_jobs
            WHERE queue = 'process_torrent' AND status IN ('pending', 'retry') AND run_after <= now()
            ORDER BY (status = 'retry'), {(hasPriority ? "priority, " : "")}run_after, id LIMIT 1 FOR UPDATE SKIP LOCKED
            """,
            connection);
        string id, torrents, status;
        int retries, maxRetries;
        await using (var reader = await pick.ExecuteReaderAsync())
        {
            if (!await reader.ReadAsync())
            {
                return;
            }

            (id, torrents, retries, maxRetries, status) = (reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetString(4));
        }

        if (finished.ContainsKey(torrents))
        {
            throw new InvalidOperationException($"The job {id} was picked although its work was finished.");
        }

        retries += status == "retry" ? 1 : 0;
        var succeeds = random.Next(3) > 0;
        var error = random.Next(2) == 0 ? "TMDB request failed: 429 Too Many Requests" : "missing 1 info hashes";
        // A retry is written as long overdue, so the sweep finds it at once.
        await using var close = new NpgsqlCommand(
            succeeds
                ? $"UPDATE queue_jobs SET status = 'processed', ran_at = now(), retries = {retries} WHERE id = '{id}'"
                : $"""
                   UPDATE queue_jobs SET status = '{(retries < maxRetries ? "retry" : "failed")}', ran_at = now(), retries = {retries}, error = '{error}',
                          run_after = now() - interval '2 hours' WHERE id = '{id}'
                   """,
            connection);
        await close.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        if (succeeds && !finished.TryAdd(torrents, true))
        {
            throw new InvalidOperationException($"The work of the job {id} was finished twice.");
        }
    }
}
