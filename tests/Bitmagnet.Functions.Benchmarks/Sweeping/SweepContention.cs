using System.Collections.Concurrent;
using System.Globalization;
using Bitmagnet.Functions.Sweeping;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>Runs two sweeps and five workers on the same jobs. Any error in one of them ends the run.</summary>
internal static class SweepContention
{
    /// <summary>Fills an empty queue_jobs and runs.</summary>
    /// <param name="dataSource">bitmagnet's database.</param>
    /// <param name="hasPriority">True from schema 15 on.</param>
    /// <param name="jobs">The number of jobs, each with a torrent of its own; half are stale, half of those because of TMDB.</param>
    /// <param name="sweep">One run of a sweep.</param>
    /// <param name="ends">Cancelled when the run is to end.</param>
    public static async Task<ContentionResult> RunAsync(
        NpgsqlDataSource dataSource, bool hasPriority, int jobs, Func<Task<SweepRun>> sweep, CancellationToken ends)
    {
        await FillAsync(dataSource, jobs);
        var finished = new ConcurrentDictionary<string, bool>();
        var runs = new ConcurrentBag<SweepRun>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ends);
        // A failure stops the others.
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 5).Select(seed => GuardAsync(new BitmagnetWorker(dataSource, hasPriority, seed, finished).RunAsync(stop.Token))),
            .. Enumerable.Range(0, 2).Select(_ => GuardAsync(SweepAsync())),
        ]);
        var open = await OpenAsync(dataSource);
        var lost = Enumerable.Range(1, jobs).Select(Torrent).Count(torrent => !open.Contains(torrent) && !finished.ContainsKey(torrent));
        return new ContentionResult(finished.Count, lost, runs.Sum(run => run.Changed), runs.Sum(run => run.Conflicts));

        async Task SweepAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                runs.Add(await sweep());
            }
        }

        async Task GuardAsync(Task task)
        {
            try
            {
                await Task.Run(() => task, CancellationToken.None);
            }
            finally
            {
                await stop.CancelAsync();
            }
        }
    }

    private static string Torrent(int n) => $"[\"{n.ToString("x40", CultureInfo.InvariantCulture)}\"]";

    private static async Task FillAsync(NpgsqlDataSource dataSource, int jobs)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             INSERT INTO queue_jobs (fingerprint, queue, status, payload, max_retries, run_after, error, archival_duration, created_at)
             SELECT encode(sha256(n::text::bytea), 'hex'), 'process_torrent', (CASE n % 2 WHEN 0 THEN 'pending' ELSE 'retry' END)::queue_job_status,
                    jsonb_build_object('InfoHashes', jsonb_build_array(lpad(to_hex(n), 40, '0'))), 2, now() - interval '2 hours',
                    CASE n % 4 WHEN 1 THEN 'TMDB request failed: 429 Too Many Requests' WHEN 3 THEN 'missing 1 info hashes' END, '168:00:00', now()
             FROM generate_series(1, {jobs}) AS n
             """);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<HashSet<string>> OpenAsync(NpgsqlDataSource dataSource)
    {
        await using var command = dataSource.CreateCommand("SELECT payload->>'InfoHashes' FROM queue_jobs WHERE status IN ('pending', 'retry', 'failed')");
        await using var reader = await command.ExecuteReaderAsync();
        var open = new HashSet<string>();
        while (await reader.ReadAsync())
        {
            open.Add(reader.GetString(0));
        }

        return open;
    }
}

/// <summary>The result of a contention run.</summary>
/// <param name="Finished">Jobs that workers finished.</param>
/// <param name="Lost">Jobs that nobody has finished and nobody will.</param>
/// <param name="Changed">Rows that the sweeps changed.</param>
/// <param name="Conflicts">Refused changes; their rows stay as they are.</param>
internal sealed record ContentionResult(int Finished, int Lost, long Changed, long Conflicts);
