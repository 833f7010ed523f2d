using System.Globalization;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.Health;

/// <summary>What is wrong, by a snapshot and the one before. Pure.</summary>
internal static class FindingRules
{
    private static readonly TimeSpan Mended = TimeSpan.FromHours(1);

    /// <summary>The snapshot with its findings, each since it was first seen.</summary>
    public static HealthSnapshot Complete(
        HealthSnapshot snapshot, HealthSnapshot? before, Finding? database, bool isSharedKey, HealthOptions options, Finding? storage = null)
    {
        snapshot = snapshot with { QueueMovedAt = QueueMovedAt(snapshot, before), LedgerMovedAt = LedgerMovedAt(snapshot, before) };
        var findings = new[]
        {
            database, storage, TmdbFindings.Of(snapshot.Tmdb.Availability), isSharedKey ? TmdbFindings.SharedKey : null, TmdbFindings.CacheFull(snapshot.Tmdb.Cache), Paused(snapshot.Feed.PausedSince), FailedJobs(snapshot),
            PoisonWaits(snapshot), EnrichmentStalled(snapshot, options), QueueStalled(snapshot, options), StaleJobs(snapshot), BitmagnetCallsTmdb(snapshot),
            UnreadableJobs(snapshot), Orphans(snapshot),
        };
        return snapshot with
        {
            Findings =
            [
                .. from finding in findings
                   where finding is not null
                   let earlier = before?.Findings.FirstOrDefault(other => other.Code == finding.Code)
                   orderby finding.Severity descending
                   select finding with { Since = finding.Since ?? earlier?.Since ?? snapshot.At },
            ],
        };
    }

    /// <summary>The worst severity; healthy where nothing is wrong.</summary>
    public static HealthStatus Worst(IEnumerable<Finding> findings) => findings.Select(finding => finding.Severity).DefaultIfEmpty(HealthStatus.Healthy).Max();

    private static DateTimeOffset QueueMovedAt(HealthSnapshot now, HealthSnapshot? before) =>
        before is null || now.Database is not { } database || database.Queue.Of("pending") == 0 || HasFinished(database.Queue, before.Database?.Queue)
            ? now.At
            : before.QueueMovedAt;

    /// <summary>
    /// Whether jobs were finished in between: by counting, since PostgreSQL's statistics, of which arrivals and completions are made, also count
    /// what was rolled back, as by a worker whose update the unique index refuses again and again. Where only samples were taken, those must do.
    /// </summary>
    private static bool HasFinished(QueueFigures now, QueueFigures? before) =>
        before is null or { IsEstimate: true } || now.IsEstimate ? now.Completions is null or > 0 : Finished(now) > Finished(before);

    private static long Finished(QueueFigures queue) => queue.Of("processed") + queue.Of("failed");

    private static DateTimeOffset LedgerMovedAt(HealthSnapshot now, HealthSnapshot? before) =>
        before is null || now.Ledger.Pending == 0 || now.Ledger.Processed != before.Ledger.Processed || now.Ledger.Retry != before.Ledger.Retry
            ? now.At
            : before.LedgerMovedAt;

    /// <summary>The feed is paused.</summary>
    public static Finding? Paused(DateTimeOffset? since) => since is null
        ? null
        : new Finding("paused", HealthStatus.Degraded, "Enrichment is paused: nothing is fed.", "POST /api/enrichment/resume.", since);

    private static Finding? FailedJobs(HealthSnapshot now) => now.Ledger.Failed > 0
        ? new Finding(
            "jobs_failed", HealthStatus.Degraded, (now.Ledger.Failed == JobCounts.MostFailed ? "At least " : "")
                + Count(now.Ledger.Failed, "enrichment job failed and waits", "enrichment jobs failed and wait") + " for a person.",
            "GET /api/jobs?status=failed says why; POST /api/jobs/{id}/replay tries again, DELETE /api/jobs/{id} drops one.")
        : null;

    private static Finding? PoisonWaits(HealthSnapshot now) => now.Ledger.PoisonDepth > 0
        ? new Finding(
            "poison_waits", HealthStatus.Degraded, Count(now.Ledger.PoisonDepth, "message waits", "messages wait") + " in the poison queue, which drops them after 7 days.",
            "HandlePoisonedJob records them within seconds; if the number stays, it does not run: look at its log.")
        : null;

    private static Finding? EnrichmentStalled(HealthSnapshot now, HealthOptions options) =>
        now.At - now.LedgerMovedAt > options.StalledAfter
            ? new Finding(
                "enrichment_stalled", HealthStatus.Degraded, Count(now.Ledger.Pending, "enrichment job is", "enrichment jobs are") + " pending and none is finished.",
                "Check that EnrichTorrents runs, and its log. Jobs whose message is lost are sent again by the sweep.", now.LedgerMovedAt)
            : null;

    private static Finding? QueueStalled(HealthSnapshot now, HealthOptions options) =>
        now.At - now.QueueMovedAt > options.StalledAfter
            ? new Finding(
                "bitmagnet_stalled", HealthStatus.Degraded, Count(now.Database!.Queue.Of("pending"), "of bitmagnet's jobs is", "of bitmagnet's jobs are") + " pending and none is finished.",
                "Check that bitmagnet runs with its queue_server worker, and its log; POST /api/sweep unblocks what the sweep can.", now.QueueMovedAt)
            : null;

    private static Finding? StaleJobs(HealthSnapshot now) => now.Database?.Queue.Stale > 0
        ? new Finding(
            "bitmagnet_stale", HealthStatus.Degraded, Count(now.Database.Queue.Stale, "of bitmagnet's jobs is", "of bitmagnet's jobs are") + " in retry and overdue by more than SWEEP_STALE_AFTER.",
            "SweepStaleJobs releases them within its schedule; GET /api/sweep shows what it did, POST /api/sweep runs it now.")
        : null;

    // bitmagnet tries a failed job again within minutes. An hour without another error, in which its queue has moved, shows that it was mended.
    private static bool IsMended(HealthSnapshot now) =>
        now.LastTmdbError is { } last && now.At - last > Mended && now.QueueMovedAt - last > Mended;

    private static Finding? BitmagnetCallsTmdb(HealthSnapshot now) => now.SweepFinding is { } finding && !IsMended(now)
        ? new Finding("bitmagnet_calls_tmdb", HealthStatus.Degraded, finding, "Set TMDB_ENABLED=false for bitmagnet and restart it.")
        : null;

    private static Finding? UnreadableJobs(HealthSnapshot now) => now.UnreadableJobs > 0
        ? new Finding(
            "bitmagnet_unreadable", HealthStatus.Degraded,
            Count(now.UnreadableJobs, "of bitmagnet's jobs holds", "of bitmagnet's jobs hold") + " a value that cannot be read; the sweep leaves them as they are.",
            "GET /api/sweep names them and the column under the verdict unreadable: correct or delete them.")
        : null;

    private static Finding? Orphans(HealthSnapshot now) => now.Orphans > 0
        ? new Finding(
            "bitmagnet_orphans", HealthStatus.Degraded,
            Count(now.Orphans, "torrent had", "torrents had") + " neither a row nor a job, so that no search found them; each was given a job without TMDB.",
            "bitmagnet's queue_server classifies them; the finding goes with the first whole walk of the sweep that meets none.")
        : null;

    private static string Count(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");
}
