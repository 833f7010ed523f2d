using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>Reads the figures that change between two snapshots: three small reads of the application's own storage, and none of bitmagnet's database.</summary>
public sealed class LiveReader(CounterStore counters, CounterTally tally, JobLedger ledger, FeedStore feed, EnrichmentOptions options)
{
    /// <summary>The current figures, without failed jobs and rate.</summary>
    public async Task<LiveFigures> ReadAsync(CancellationToken cancellationToken)
    {
        var (totalsTask, jobsTask, stateTask) = (counters.ReadAsync(cancellationToken), ledger.CountMovingAsync(cancellationToken), feed.LoadAsync(cancellationToken));
        var (totals, jobs, state) = (tally.AddTo(await totalsTask), await jobsTask, await stateTask);
        return new LiveFigures(
            totals[CounterNames.TorrentsAttached], totals[CounterNames.TorrentsUnmatched], jobs.Pending, jobs.Retry, null,
            state.BackfillEndedAt is null ? state.Backfill.Share : 1, null, null);
    }

    /// <summary>Adds the rate since the report's snapshot and, while work is fed, the time left.</summary>
    public LiveFigures WithPace(LiveFigures now, HealthReport report)
    {
        var perSecond = DrainPace.PerSecond(now.TorrentsAttached + now.TorrentsUnmatched, report.Snapshot, report.At);
        return now with
        {
            TorrentsPerSecond = perSecond,
            TimeLeft = report.Snapshot is null || report.Findings.Any(finding => finding.HoldsTheFeed)
                ? null
                : DrainPace.TimeLeft(now.BackfillShare, (long)now.Pending * options.BatchSize, Unseen(now, report.Snapshot), perSecond, report.Snapshot.Feed, report.At),
        };
    }

    private static long Unseen(LiveFigures now, HealthSnapshot snapshot) =>
        snapshot.Database is { Index: { IsEstimate: false } index } ? index.Eligible - now.TorrentsAttached - now.TorrentsUnmatched : 0;
}
