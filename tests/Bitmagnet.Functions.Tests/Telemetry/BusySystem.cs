using Bitmagnet.Functions.FeedControl;
using OpenTelemetry.Metrics;

namespace Bitmagnet.Functions.Tests.Telemetry;

/// <summary>Makes every instrument measure something.</summary>
internal static class BusySystem
{
    /// <summary>Feeds, enriches, defers, sweeps, pauses and takes a snapshot.</summary>
    public static async Task RunAsync(EnrichmentHarness harness, CancellationToken cancellationToken)
    {
        _ = harness.Get<MeterProvider>(); // the host makes it at start
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await harness.AddTorrentAsync("Zzyzx.Qwxvbn.Trilogy.1080p.BluRay.x264-GRP");
        await harness.Feed.RunAsync(cancellationToken);
        await harness.DrainQueueAsync();
        await harness.Feed.RunAsync(cancellationToken);
        await harness.Runner.RunAsync(Encoding.UTF8.GetBytes("no job"), 1, cancellationToken);
        await using (var command = harness.Database.CreateCommand(
            """
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, ran_at, archival_duration, created_at, error)
            SELECT n::text, 'process_torrent', CASE WHEN n > 3 THEN 'retry' ELSE 'failed' END::queue_job_status,
                   ('{"InfoHashes":["' || lpad(n::text, 40, '0') || '"]}')::jsonb, now() - interval '3 hours', now() - interval '3 hours', '168:00:00', now() - interval '3 hours', 'boom'
            FROM generate_series(1, 5) n
            """))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await harness.Get<FeedSwitch>().PauseAsync(cancellationToken);
        await harness.Ledger.SaveAsync(
            [new() { Id = "deferred", Status = JobStatus.Retry, Reason = "tmdb_outage", CreatedAt = DateTimeOffset.UtcNow, UpdatedAt = DateTimeOffset.UtcNow, RunAfter = DateTimeOffset.UtcNow.AddDays(1) }],
            cancellationToken);
        await harness.Ledger.SaveAsync(
            [new() { Id = "pending", Status = JobStatus.Pending, CreatedAt = DateTimeOffset.UtcNow, UpdatedAt = DateTimeOffset.UtcNow }], cancellationToken);
        await harness.Get<SnapshotRecorder>().RunAsync(cancellationToken);
        await harness.Get<Sweeper>().RunAsync(isDryRun: false, cancellationToken);
        await harness.Get<OwnSweep>().RunAsync(cancellationToken);
    }
}
