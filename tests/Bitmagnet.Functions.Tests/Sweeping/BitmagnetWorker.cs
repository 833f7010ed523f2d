using System.Collections.Concurrent;
using Npgsql;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>Picks and finishes jobs as bitmagnet does (bitmagnet contract §2): one transaction a job, the row locked meanwhile.</summary>
internal sealed class BitmagnetWorker(NpgsqlDataSource dataSource, bool hasPriority, int seed)
{
    private readonly Random random = new(seed);

    /// <summary>Ids of jobs finished by any worker; finishing one twice is what must not happen.</summary>
    public ConcurrentDictionary<string, bool> Finished { get; init; } = new();

    /// <summary>Payloads of jobs finished.</summary>
    public ConcurrentDictionary<string, bool> FinishedPayloads { get; init; } = new();

    /// <summary>Works until told to stop; a third of the jobs fail, half of those for TMDB.</summary>
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
        string id, payload, status;
        int retries, maxRetries;
        await using (var reader = await pick.ExecuteReaderAsync())
        {
            if (!await reader.ReadAsync())
            {
                return;
            }

            (id, payload, retries, maxRetries, status) = (reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetString(4));
        }

        if (Finished.ContainsKey(id))
        {
            throw new InvalidOperationException($"The job {id} was picked although it was finished.");
        }

        retries += status == "retry" ? 1 : 0;
        var succeeds = random.Next(3) > 0;
        var error = random.Next(2) == 0 ? SweepDatabase.TmdbError : SweepDatabase.OtherError;
        // A retry is written as long overdue, so that the sweep finds it at once.
        await using var close = new NpgsqlCommand(
            succeeds
                ? $"UPDATE queue_jobs SET status = 'processed', ran_at = now(), retries = {retries} WHERE id = '{id}'"
                : $"""
                   UPDATE queue_jobs SET status = '{(retries < maxRetries ? "retry" : "failed")}', ran_at = now(), retries = {retries}, error = '{error}',
                          run_after = now() - interval '2 hours' WHERE id = '{id}'
                   """,
            connection);
        await close.ExecuteNonQueryAsync();
        if (succeeds)
        {
            Finished[id] = true;
        }

        await transaction.CommitAsync();
        if (succeeds)
        {
            FinishedPayloads[payload] = true;
        }
    }
}
