using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Health;

/// <summary>Finds what is wrong from a snapshot and the one before. Pure.</summary>
internal static class FindingRules
{
    /// <summary>The remedy of what the sweep releases.</summary>
    public const string Sweep = "POST /api/sweep";

    /// <summary>Stable code of <see cref="FailedJobs"/>.</summary>
    public const string JobsFailed = "jobs_failed";

    private static readonly TimeSpan Mended = TimeSpan.FromHours(1);

    /// <summary>The snapshot with its findings, each since it was first seen.</summary>
    public static HealthSnapshot Complete(
        HealthSnapshot snapshot, HealthSnapshot? before, Finding? database, bool isSharedKey, HealthOptions options, Finding? storage = null)
    {
        snapshot = snapshot with { QueueMovedAt = QueueMovedAt(snapshot, before), LedgerMovedAt = LedgerMovedAt(snapshot, before) };
        Finding?[] findings =
        [
            database, storage, TmdbFindings.Of(snapshot.Tmdb.Availability), isSharedKey ? TmdbFindings.SharedKey : null, TmdbFindings.CacheFull(snapshot.Tmdb.Cache),
            Paused(snapshot.Feed.PausedSince), FailedJobs(snapshot.Ledger.Failed), .. OfFigures(snapshot, options),
        ];
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
    /// Whether jobs were finished in between. Counted rows tell; PostgreSQL's statistics, from which arrivals and completions come, also count
    /// what was rolled back, as by a worker whose update the unique index refuses again and again. They serve only where the counts are samples.
    /// </summary>
    private static bool HasFinished(QueueFigures now, QueueFigures? before) =>
        before is null or { IsEstimate: true } || now.IsEstimate ? now.Completions is null or > 0 : Finished(now) > Finished(before);

    private static long Finished(QueueFigures queue) => queue.Of("processed") + queue.Of("failed");

    private static DateTimeOffset LedgerMovedAt(HealthSnapshot now, HealthSnapshot? before) =>
        before is null || now.Ledger.Pending == 0 || now.Ledger.Processed != before.Ledger.Processed || now.Ledger.Retry != before.Ledger.Retry
            ? now.At
            : before.LedgerMovedAt;

    /// <summary>The feed is paused.</summary>
    public static Finding? Paused(DateTimeOffset? since) => If(
        since is not null, "paused", "Enrichment is paused: no new work is queued.", "Resume enrichment.", since, "POST /api/enrichment/resume");

    /// <summary>So many jobs have failed; null where none has.</summary>
    public static Finding? FailedJobs(int failed) => If(
        failed > 0, JobsFailed, (failed == JobCounts.MostFailed ? "At least " : "") + Counted.Of(failed, "failed job needs attention.", "failed jobs need attention."),
        "Open a job to see why it failed, then replay or delete it.", call: "POST /api/jobs/replay?status=failed");

    private static IEnumerable<Finding?> OfFigures(HealthSnapshot now, HealthOptions options) =>
    [
        If(now.Ledger.PoisonDepth > 0, "poison_waits",
            Counted.Of(now.Ledger.PoisonDepth, "message waits", "messages wait") + " in the poison queue, which drops them after 7 days.",
            "HandlePoisonedJob takes them over within seconds. If the number stays, the function is not running: check its log."),
        If(now.At - now.LedgerMovedAt > options.StalledAfter, "enrichment_stalled",
            Counted.Of(now.Ledger.Pending, "enrichment job is", "enrichment jobs are") + " pending, and none finishes.",
            "Check that EnrichTorrents runs, and read its log. The sweep sends lost messages again.", now.LedgerMovedAt),
        If(now.At - now.QueueMovedAt > options.StalledAfter, "bitmagnet_stalled",
            Counted.Of(now.Database?.Queue.Of("pending") ?? 0, "bitmagnet job is", "bitmagnet jobs are") + " pending, and none finishes.",
            "Check that bitmagnet runs with its queue_server worker, and read its log. Run the sweep to release jobs that block the queue.", now.QueueMovedAt, Sweep),
        If(now.Database?.Queue.Stale > 0, "bitmagnet_stale",
            Counted.Of(now.Database?.Queue.Stale ?? 0, "bitmagnet job is", "bitmagnet jobs are") + " in retry and overdue by more than SWEEP_STALE_AFTER.",
            "The next scheduled sweep releases them; run it now to save the wait.", call: Sweep),
        If(now.SweepFinding is not null && !IsMended(now), "bitmagnet_calls_tmdb",
            now.SweepFinding ?? "", "Set TMDB_ENABLED=false for bitmagnet and restart it."),
        If(now.UnreadableJobs > 0, "bitmagnet_unreadable",
            Counted.Of(now.UnreadableJobs, "bitmagnet job holds", "bitmagnet jobs hold") + " a value that cannot be read. The sweep leaves them alone.",
            "The sweep's runs list them with the column at fault under the verdict unreadable: correct or delete them.", call: "GET /api/sweep"),
        If(now.Orphans > 0, "bitmagnet_orphans",
            Counted.Of(now.Orphans, "torrent had", "torrents had") + " no row and no job, so no search found them. Each now has a job that does not call TMDB.",
            "No action needed: bitmagnet's queue_server classifies them. This clears once a full sweep finds none."),
    ];

    // bitmagnet tries a failed job again within minutes. An hour in which its queue moved without another error shows that the fault is mended.
    private static bool IsMended(HealthSnapshot now) =>
        now.LastTmdbError is { } last && now.At - last > Mended && now.QueueMovedAt - last > Mended;

    private static Finding? If(bool isWrong, string code, string problem, string remedy, DateTimeOffset? since = null, string? call = null) =>
        isWrong ? new Finding(code, HealthStatus.Degraded, problem, remedy, since, call) : null;
}
