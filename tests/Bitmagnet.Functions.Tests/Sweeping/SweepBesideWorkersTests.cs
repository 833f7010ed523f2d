using System.Collections.Concurrent;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class SweepBesideWorkersTests
{
    private const int Jobs = 4_000;

    [Theory]
    [InlineData(18)]
    [InlineData(20)]
    public async Task RunAsync_TwoSweepsAndFiveWorkersAtOnce_NoErrorNoJobLostNoneRunThatWasFinished(int schema)
    {
        await using var database = await SweepDatabase.CreateAsync(schema);
        await database.ExecuteAsync(
            $"""
             INSERT INTO queue_jobs (fingerprint, queue, status, payload, max_retries, run_after, error, archival_duration, created_at)
             SELECT encode(sha256(n::text::bytea), 'hex'), 'process_torrent', (CASE n % 2 WHEN 0 THEN 'pending' ELSE 'retry' END)::queue_job_status,
                    jsonb_build_object('InfoHashes', jsonb_build_array(lpad(to_hex(n), 40, '0'))), 2, now() - interval '2 hours',
                    CASE n % 4 WHEN 1 THEN '{SweepDatabase.TmdbError}' WHEN 3 THEN '{SweepDatabase.OtherError}' END, '168:00:00', now()
             FROM generate_series(1, {Jobs}) AS n
             """);
        var finished = new ConcurrentDictionary<string, bool>();
        var payloads = new ConcurrentDictionary<string, bool>();
        var options = new SweepOptions { BatchSize = 50 };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(6));

        // Any error of a worker's or a sweep's ends the test.
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 5).Select(seed =>
                Task.Run(() => new BitmagnetWorker(database.DataSource, database.HasPriority, seed) { Finished = finished, FinishedPayloads = payloads }.RunAsync(stop.Token))),
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await database.SweepAsync(options);
                }
            })),
        ]);

        Assert.NotEmpty(finished);
        var open = await database.ScalarAsync(
            "SELECT string_agg(DISTINCT payload->>'InfoHashes', '|') FROM queue_jobs WHERE status IN ('pending', 'retry', 'failed')");
        var kept = (open ?? "").Split('|').Concat(payloads.Keys).ToHashSet();
        Assert.Equal(Jobs, Enumerable.Range(1, Jobs).Count(n => kept.Contains($"[\"{SweepDatabase.Hash(n)}\"]")));
    }
}
