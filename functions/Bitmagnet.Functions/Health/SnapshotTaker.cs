using Azure.Storage.Queues;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>Looks at everything once.</summary>
public sealed class SnapshotTaker(
    DatabaseReader database, DatabaseProbe probe, JobLedger ledger, QueueServiceClient queues, CounterStore counters, CounterTally tally, FeedStore feed, TmdbGate gate,
    TmdbCacheStore cache, TmdbOptions tmdb, SweepRuns sweeps, HealthOptions options, TimeProvider clock)
{
    /// <summary>The snapshot now; null where another instance is taking one.</summary>
    /// <param name="before">The snapshot before, to tell what came and went since; null: none.</param>
    /// <exception cref="Azure.RequestFailedException">The storage does not answer; a database that does not is a finding.</exception>
    public async Task<HealthSnapshot?> TakeAsync(HealthSnapshot? before, CancellationToken cancellationToken)
    {
        var (figures, problem) = await ReadDatabaseAsync(cancellationToken);
        if (figures is null && problem is null)
        {
            return null;
        }

        var at = clock.GetUtcNow();

        // With what this process has not written yet: the rows that were just counted are of the same moment.
        var totals = tally.AddTo(await counters.ReadAsync(cancellationToken));
        var sweep = await sweeps.LastAsync(SweepPart.Queue, 1, cancellationToken) is [var last] ? last : null;
        var (ledgerFigures, storageProblem) = await ReadLedgerAsync(totals, cancellationToken);
        var availability = await gate.PeekAsync(cancellationToken);
        var snapshot = new HealthSnapshot
        {
            At = at,
            Database = figures is null ? null : figures with { Queue = figures.Queue.Since(before?.Database?.Queue) },
            Ledger = ledgerFigures.Since(before, at),
            Feed = ReadFeed(await feed.LoadAsync(cancellationToken), availability, before?.Feed, at),
            Tmdb = ReadTmdb(availability, totals, before, at) with { Cache = await cache.SizeAsync(cancellationToken) },
            SweepFinding = sweep?.TmdbFinding,
            LastTmdbError = sweep?.LastTmdbError,
            UnreadableJobs = sweep?.UnreadableKnown ?? 0,
            Orphans = sweep?.OrphansKnown ?? 0,
            Instances = totals.Instances,
        };
        return FindingRules.Complete(snapshot, before, problem, tmdb.IsSharedKey, options, storageProblem);
    }

    private async Task<(DatabaseFigures? Figures, Finding? Problem)> ReadDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Reading worked; the probe tells whether writing is allowed, too.
            return await database.ReadAsync(cancellationToken) is { } figures
                ? (figures, PartFindings.OfDatabase(await probe.CheckAsync(cancellationToken)))
                : (null, null);
        }
        catch (Exception e) when (DatabaseFaults.IsOfTheDatabase(e) || e is TimeoutException or System.Net.Sockets.SocketException)
        {
            // The probe says best what is wrong; where it finds nothing, this query was the fault.
            return (null, PartFindings.OfDatabase(await probe.CheckAsync(cancellationToken)) ?? PartFindings.OfDatabase(e));
        }
    }

    private async Task<(LedgerFigures Figures, Finding? Problem)> ReadLedgerAsync(CounterTotals totals, CancellationToken cancellationToken)
    {
        var counts = await ledger.CountAsync(cancellationToken);
        var (depth, poison, oldest, problem) = (0, 0, default(DateTimeOffset?), default(Finding));
        try
        {
            (depth, oldest) = await ReadQueueAsync(StorageNames.EnrichmentQueue, cancellationToken);
            (poison, _) = await ReadQueueAsync(StorageNames.PoisonQueue, cancellationToken);
        }
        catch (Exception e) when (StorageFaults.IsOfTheStorage(e))
        {
            problem = PartFindings.OfStorage(e); // the tables answer: the snapshot is still worth keeping
        }

        return (new LedgerFigures(counts.Pending, counts.Retry, counts.Failed, totals[CounterNames.JobsProcessed], counts.OldestPending)
        {
            DeferredByReason = counts.DeferredByReason,
            QueueDepth = depth,
            OldestMessage = oldest,
            PoisonDepth = poison,
            TorrentsAttached = totals[CounterNames.TorrentsAttached],
            TorrentsUnmatched = totals[CounterNames.TorrentsUnmatched],
        }, problem);
    }

    private async Task<(int Depth, DateTimeOffset? Oldest)> ReadQueueAsync(string name, CancellationToken cancellationToken)
    {
        var queue = queues.GetQueueClient(name);
        if (!await queue.ExistsAsync(cancellationToken))
        {
            return (0, null); // nothing was ever sent
        }

        var properties = await queue.GetPropertiesAsync(cancellationToken);
        var front = await queue.PeekMessageAsync(cancellationToken);
        return (properties.Value.ApproximateMessagesCount, front.Value?.InsertedOn);
    }

    private static FeedFigures ReadFeed(FeedState state, TmdbAvailability tmdb, FeedFigures? before, DateTimeOffset at)
    {
        var share = state.BackfillEndedAt is null ? state.Backfill.Share : 1;
        var isHeld = state.PausedSince is not null || tmdb.IsShut;
        var (paceShare, paceSince, timeLeft) = BackfillPace.Of(share, isHeld, before, at);
        return new FeedFigures(
            state.Newest.UpdatedAt, state.Backfill.Id, share, timeLeft, state.BackfillEndedAt, state.PausedSince, BackfillStatus.Of(state.Walk, at, isHeld), paceShare)
        {
            PaceSince = paceSince,
        };
    }

    private TmdbFigures ReadTmdb(TmdbAvailability state, CounterTotals totals, HealthSnapshot? before, DateTimeOffset at)
    {
        var requests = totals.Counts.Where(count => count.Key.StartsWith(CounterNames.Requests, StringComparison.Ordinal)).Sum(count => count.Value);
        var minutes = before is null ? 0 : (at - before.At).TotalMinutes;
        return new TmdbFigures(state.Status, state.Cause, state.Until)
        {
            Remedy = state.Remedy,
            Since = state.Since,
            Requests = requests,
            CacheHits = totals[CounterNames.LookUpsFromCache],
            CacheMisses = totals[CounterNames.LookUpsFromTmdb],
            RequestsPerMinute = minutes > 0 ? Math.Max(0, requests - before!.Tmdb.Requests) / minutes : null,
            BudgetPerMinute = tmdb.RequestInterval > TimeSpan.Zero ? TimeSpan.FromMinutes(1) / tmdb.RequestInterval : null,
        };
    }
}
