using static Bitmagnet.Functions.Telemetry.InstrumentKind;

namespace Bitmagnet.Functions.Telemetry;

/// <summary>Every instrument of this application: the one list, which docs/metrics.md repeats. Ages of queues come first.</summary>
public static class Instruments
{
    /// <summary>All meters and the activity source begin with this.</summary>
    public const string Prefix = "Bitmagnet.Functions";

    internal static readonly InstrumentInfo QueueAge = new(
        Gauge, "bitmagnet.queue.oldest.age", "s", "status", "Age of the oldest job in bitmagnet's queue.");
    internal static readonly InstrumentInfo LedgerAge = new(
        Gauge, "bitmagnet.enrichment.oldest.age", "s", "", "Time since the last change of the oldest pending enrichment job.");
    internal static readonly InstrumentInfo QueueJobs = new(
        Gauge, "bitmagnet.queue.jobs", "{job}", "queue, status", "bitmagnet's jobs.");
    internal static readonly InstrumentInfo QueueStale = new(
        Gauge, "bitmagnet.queue.stale", "{job}", "", "bitmagnet's jobs in retry that are overdue by more than SWEEP_STALE_AFTER.");
    internal static readonly InstrumentInfo LedgerJobs = new(
        Gauge, "bitmagnet.enrichment.ledger.jobs", "{job}", "status", "Enrichment jobs in the ledger: pending, retry, failed.");
    internal static readonly InstrumentInfo Deferred = new(
        Gauge, "bitmagnet.enrichment.ledger.deferred", "{job}", "reason", "Deferred enrichment jobs, by reason code.");
    internal static readonly InstrumentInfo QueueMessages = new(
        Gauge, "bitmagnet.enrichment.queue.messages", "{message}", "", "Messages in the enrichment queue, approximately.");
    internal static readonly InstrumentInfo PoisonMessages = new(
        Gauge, "bitmagnet.enrichment.poison.messages", "{message}", "", "Messages in the poison queue, approximately.");
    internal static readonly InstrumentInfo Paused = new(
        Gauge, "bitmagnet.enrichment.paused", "", "", "1 while the feed is paused, else 0.");
    internal static readonly InstrumentInfo Drained = new(
        Gauge, "bitmagnet.enrichment.drained", "", "", "1 if the last feed found nothing to do and no job in progress, else 0.", IsStable: false);
    internal static readonly InstrumentInfo Backfill = new(
        Gauge, "bitmagnet.enrichment.backfill", "1", "", "Part of the walk through the old rows that is done.");
    internal static readonly InstrumentInfo Fed = new(
        Counter, "bitmagnet.enrichment.fed", "{torrent}", "", "Torrents fed to the queue.");
    internal static readonly InstrumentInfo Jobs = new(
        Counter, "bitmagnet.enrichment.jobs", "{job}", "outcome", "Enrichment jobs run: processed, retry, failed.");
    internal static readonly InstrumentInfo JobsActive = new(
        UpDownCounter, "bitmagnet.enrichment.jobs.active", "{job}", "", "Enrichment jobs running now.", IsStable: false);
    internal static readonly InstrumentInfo JobDuration = new(
        Histogram, "bitmagnet.enrichment.job.duration", "s", "outcome", "Time of one run of an enrichment job: processed, retry, failed.", IsStable: false,
        Buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 240]);
    internal static readonly InstrumentInfo Torrents = new(
        Counter, "bitmagnet.enrichment.torrents", "{torrent}", "outcome", "Torrents by outcome: attached, unmatched, skipped, waiting, deferred, failed.");
    internal static readonly InstrumentInfo Untitled = new(
        Counter, "bitmagnet.enrichment.untitled", "{torrent}", "reason", "Unmatched torrents whose name gives no single title: pack, other_media, code, no_words.", IsStable: false);
    internal static readonly InstrumentInfo Enriched = new(
        Gauge, "bitmagnet.index.enriched", "1", "", "Share of the rows eligible for TMDB that have content.");
    internal static readonly InstrumentInfo Contents = new(
        Gauge, "bitmagnet.index.contents", "{row}", "state", "Rows of torrent_contents: eligible, attached.");
    internal static readonly InstrumentInfo TmdbAvailable = new(
        Gauge, "tmdb.available", "", "", "1 while TMDB can be asked, else 0; no value if TMDB_ENABLED is false.");
    internal static readonly InstrumentInfo TmdbBudget = new(
        Gauge, "tmdb.budget", "{request}/min", "", "Requests a minute that TMDB_RATE_LIMIT allows over all instances.");
    internal static readonly InstrumentInfo TmdbRequests = new(
        Counter, "tmdb.requests", "{request}", "tmdb.endpoint, tmdb.outcome", "Requests sent to TMDB, each attempt counted.");
    internal static readonly InstrumentInfo TmdbDuration = new(
        Histogram, "tmdb.request.duration", "s", "tmdb.endpoint, tmdb.outcome", "Time of one request to TMDB, connection set-up included.",
        Buckets: [0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]);
    internal static readonly InstrumentInfo TmdbLookUps = new(
        Counter, "tmdb.lookups", "{lookup}", "tmdb.source", "Look-ups by source of the answer: cache, tmdb, refused, unavailable.");
    internal static readonly InstrumentInfo SweepRows = new(
        Counter, "bitmagnet.sweep.rows", "{row}", "queue, status, cause, verdict", "Decisions about rows of queue_jobs.");
    internal static readonly InstrumentInfo SweepChanges = new(
        Counter, "bitmagnet.sweep.changes", "{row}", "", "Rows of queue_jobs changed.");
    internal static readonly InstrumentInfo SweepConflicts = new(
        Counter, "bitmagnet.sweep.conflicts", "{row}", "", "Changes that the database refused.");
    internal static readonly InstrumentInfo SweepShownTwice = new(
        Counter, "bitmagnet.sweep.shown_twice", "{row}", "", "Rows deleted because their torrent showed twice.");
    internal static readonly InstrumentInfo SweepOrphans = new(
        Counter, "bitmagnet.sweep.orphans", "{torrent}", "", "Torrents with neither row nor job that were given a job.", IsStable: false);
    internal static readonly InstrumentInfo SweepRefed = new(
        Counter, "bitmagnet.sweep.refed", "{job}", "", "Jobs of the application's ledger fed again because their message was lost.");
    internal static readonly InstrumentInfo SweepExpired = new(
        Counter, "bitmagnet.sweep.expired", "{row}", "", "Expired rows removed from the application's own storage.");
    internal static readonly InstrumentInfo SweepDuration = new(
        Histogram, "bitmagnet.sweep.duration", "s", "part, dry_run", "Time of one run of the sweep.",
        Buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]);
    internal static readonly InstrumentInfo Health = new(
        Gauge, "bitmagnet.health.status", "", "", "0 healthy, 1 degraded, 2 unhealthy.");
    internal static readonly InstrumentInfo Findings = new(
        Gauge, "bitmagnet.health.findings", "{finding}", "code", "1 for each finding.");
    internal static readonly InstrumentInfo Instances = new(
        Gauge, "bitmagnet.health.instances", "{instance}", "", "Running instances.");

    /// <summary>The list.</summary>
    public static IReadOnlyList<InstrumentInfo> All { get; } =
    [
        QueueAge, LedgerAge, QueueJobs, QueueStale, LedgerJobs, Deferred, QueueMessages, PoisonMessages, Paused, Drained, Backfill, Fed, Jobs, JobsActive, JobDuration, Torrents,
        Untitled, Enriched, Contents, TmdbAvailable, TmdbBudget, TmdbRequests, TmdbDuration, TmdbLookUps, SweepRows, SweepChanges, SweepConflicts, SweepShownTwice, SweepOrphans,
        SweepRefed, SweepExpired, SweepDuration, Health, Findings, Instances,
    ];
}
