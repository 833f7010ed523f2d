using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// The sweep of the application's own storage: jobs of the ledger that should have a message and do not move are fed again; expired TMDB
/// answers go, and processed jobs that were kept for whoever asked for them. Health rows go as new ones come.
/// </summary>
public sealed class OwnSweep(
    JobLedger ledger, EnrichmentQueue queue, FeedStore feed, EnrichmentOptions enrichment, TmdbGate tmdb, DatabaseProbe database, TmdbCacheStore cache, SweepRuns runs,
    SweepOptions options, TimeProvider clock, ILogger<OwnSweep> logger)
{
    private const int MostJobs = 500;

    // A job's row is written before its message is sent, and goes before its message does: where the queue is empty, what is older is lost.
    private static readonly TimeSpan InHand = TimeSpan.FromMinutes(1);

    /// <summary>One run, which leaves a record.</summary>
    public async Task<SweepRun> RunAsync(CancellationToken cancellationToken)
    {
        var (startedAt, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var lost = await LostAsync(startedAt, cancellationToken);
        var fed = await FeedAsync(lost, startedAt, cancellationToken);
        var run = new SweepRun
        {
            Part = SweepPart.OwnStorage,
            StartedAt = startedAt,
            IsDryRun = false,
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

    // A pending job has a message, and a deferred one is given one by the feed once it is due. One that has not been moved for so long
    // after that is lost, as far as the feed's own rules let it move: not while paused, nor past the window, nor to a TMDB that is shut.
    private async Task<IReadOnlyList<JobRecord>> LostAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((await feed.LoadAsync(cancellationToken)).PausedSince is not null)
        {
            return [];
        }

        // As many jobs as there are messages may only be waiting in a long queue: sent again, they would make it longer yet.
        var messages = await queue.CountAsync(cancellationToken);
        var counts = await ledger.CountMovingAsync(cancellationToken);
        var without = Math.Min(MostJobs, counts.Pending - messages);
        var inHand = messages == 0 ? InHand : options.LedgerAfter;
        var pending = without > 0 ? await ledger.StaleAsync(now - inHand, without, cancellationToken) : [];
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
            // The row first: cut before the message is sent, the job is stale again; and of two sweeps one wins the row.
            var again = job with { Status = JobStatus.Pending, RunAfter = null, UpdatedAt = now };
            if (await ledger.TryUpdateAsync(again, cancellationToken))
            {
                fed.Add(again);
            }
        }

        if (fed.Count > 0)
        {
            // As if sent by somebody else than the feed: what the job cannot do now is kept in the ledger.
            await queue.SendAsync(fed, fed: false, topUpAfter: null, cancellationToken);
            Log.Refed(logger, fed.Count);
        }

        return fed.Count;
    }

    private async Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = await RemoveFinalAsync(now, cancellationToken);
        return removed + await cache.SweepExpiredAsync(cancellationToken);
    }

    /// <summary>Jobs that nothing will happen to any more, once nobody is expected to look at them.</summary>
    private async Task<int> RemoveFinalAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var processed = enrichment.KeepProcessed == TimeSpan.Zero ? [] : await ledger.ProcessedAsync(now - enrichment.KeepProcessed, MostJobs, cancellationToken);
        foreach (var job in processed)
        {
            await ledger.DeleteAsync(job, cancellationToken);
        }

        var failed = enrichment.KeepFailed == TimeSpan.Zero ? 0 : await ledger.RemoveFailedAsync(now - enrichment.KeepFailed, MostJobs, cancellationToken);
        return processed.Count + failed;
    }
}
