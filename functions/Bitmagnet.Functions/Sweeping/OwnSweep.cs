using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// Sweeps the application's own storage: feeds jobs again that should have a message and do not move, and removes expired TMDB answers and
/// old processed and failed jobs. Old health rows are removed when new ones are written.
/// </summary>
public sealed class OwnSweep(
    JobLedger ledger, EnrichmentQueue queue, FeedStore feed, EnrichmentOptions enrichment, TmdbGate tmdb, DatabaseProbe database, TmdbCacheStore cache, SweepRuns runs,
    SweepOptions options, TimeProvider clock, ILogger<OwnSweep> logger)
{
    private const int MostJobs = 500;

    // A job's row is written before its message is sent, and removed before the message is. So if the queue is empty, a row older than this
    // has lost its message.
    private static readonly TimeSpan InHand = TimeSpan.FromMinutes(1);

    /// <summary>Runs the sweep and records it.</summary>
    public async Task<SweepRun> RunAsync(CancellationToken cancellationToken)
    {
        var (startedAt, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var lost = await LostAsync(startedAt, cancellationToken);
        var fed = await FeedAsync(lost, startedAt, cancellationToken);
        var run = new SweepRun
        {
            Part = SweepPart.OwnStorage,
            StartedAt = startedAt,
            IsComplete = lost.Count < MostJobs,
            Seen = lost.Count,
            Decided = lost.Count,
            Changed = fed,
            Conflicts = lost.Count - fed,
            Expired = await RemoveExpiredAsync(startedAt, cancellationToken),
            Seconds = clock.GetElapsedTime(started).TotalSeconds,
        };
        await runs.AddAsync(run, cancellationToken);
        SweepMetrics.Record(run);
        return run;
    }

    // A pending job has a message, and a deferred one gets one from the feed once it is due. A job that does not move for this long after
    // that has lost its message, unless the feed holds it back: a pause, a full window, TMDB unavailable.
    private async Task<IReadOnlyList<JobRecord>> LostAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((await feed.LoadAsync(cancellationToken)).PausedSince is not null)
        {
            return [];
        }

        // Up to as many jobs as there are messages may simply wait in a long queue; sending them again would lengthen it.
        var messages = await queue.CountAsync(cancellationToken);
        var counts = await ledger.CountMovingAsync(cancellationToken);
        var without = Math.Min(MostJobs, counts.Pending - messages);
        var inHand = messages == 0 ? InHand : options.LedgerAfter;
        var pending = without > 0 ? await ledger.UnchangedAsync(JobStatus.Pending, now - inHand, without, cancellationToken) : [];
        var availability = (await tmdb.PeekAsync(cancellationToken)).Status;
        var room = Math.Min(MostJobs - pending.Count, enrichment.Window - counts.Pending);
        var before = now - options.LedgerAfter;
        return room > 0 && (await database.CheckAsync(cancellationToken)).IsUsable && availability is (TmdbStatus.Available or TmdbStatus.Disabled or TmdbStatus.Unconfigured)
            ? [.. pending, .. await ledger.DueRetriesAsync(before, availability == TmdbStatus.Available ? DateTimeOffset.UnixEpoch : null, room, cancellationToken)]
            : pending;
    }

    private async Task<int> FeedAsync(IReadOnlyList<JobRecord> lost, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fed = new List<JobRecord>();
        foreach (var job in lost)
        {
            // The row is written first: if the process dies before the message is sent, the job is stale again, and of two sweeps only one
            // wins the row.
            var again = job with { Status = JobStatus.Pending, RunAfter = null, UpdatedAt = now };
            if (await ledger.TryUpdateAsync(again, cancellationToken))
            {
                fed.Add(again);
            }
        }

        if (fed.Count > 0)
        {
            // The message is not marked as fed, so torrents that the job cannot finish stay in the ledger.
            await queue.SendAsync(fed, fed: false, topUpAfter: null, cancellationToken);
            Log.Refed(logger, fed.Count);
        }

        return fed.Count;
    }

    private async Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var processed = enrichment.KeepProcessed == TimeSpan.Zero
            ? []
            : await ledger.UnchangedAsync(JobStatus.Processed, now - enrichment.KeepProcessed, MostJobs, cancellationToken);
        foreach (var job in processed)
        {
            await ledger.DeleteAsync(job, cancellationToken);
        }

        var failed = enrichment.KeepFailed == TimeSpan.Zero ? 0 : await ledger.RemoveFailedAsync(now - enrichment.KeepFailed, MostJobs, cancellationToken);
        return processed.Count + failed + await cache.SweepExpiredAsync(cancellationToken);
    }
}
