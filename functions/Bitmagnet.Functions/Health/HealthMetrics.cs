using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// Gauges of the newest snapshot, queue age first. They are shown while the snapshot is fresh, by the instance that took it and by
/// those that are asked for their metrics; an old figure is no figure.
/// </summary>
public sealed class HealthMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Bitmagnet.Functions.Health";

    private readonly HealthOptions options;
    private readonly TimeProvider clock;
    private volatile HealthSnapshot? shown;

    /// <summary>Creates the instruments.</summary>
    public HealthMetrics(IMeterFactory meters, HealthOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        var meter = meters.Create(MeterName);
        Gauge("bitmagnet.queue.oldest.age", "s", "Age of the oldest job in bitmagnet's queue, by status.", QueueAges);
        Gauge("bitmagnet.enrichment.oldest.age", "s", "Time since the oldest pending enrichment job moved.", LedgerAge);
        Gauge("bitmagnet.queue.jobs", "{job}", "bitmagnet's jobs, by queue and status.", QueueJobs);
        Gauge("bitmagnet.queue.stale", "{job}", "bitmagnet's jobs in retry that are overdue by more than SWEEP_STALE_AFTER.", now => One(now.Database?.Queue.Stale));
        Gauge("bitmagnet.enrichment.ledger.jobs", "{job}", "Enrichment jobs in the ledger, by status.", LedgerJobs);
        Gauge("bitmagnet.enrichment.ledger.deferred", "{job}", "Enrichment jobs put back, by reason.", Deferred);
        Gauge("bitmagnet.enrichment.queue.messages", "{message}", "Messages in the enrichment queue, about.", now => One(now.Ledger.QueueDepth));
        Gauge("bitmagnet.enrichment.poison.messages", "{message}", "Messages in the poison queue, about.", now => One(now.Ledger.PoisonDepth));
        Gauge("bitmagnet.enrichment.paused", "1", "1 while the feed is paused, else 0.", now => One(now.Feed.PausedSince is null ? 0 : 1));
        Gauge("bitmagnet.enrichment.backfill.share", "1", "Part of the walk through the old rows that is done.", now => One(now.Feed.BackfillShare));
        Gauge("bitmagnet.index.enriched.share", "1", "Part of the rows that TMDB could answer that have content.", now => One(now.Database?.Index.Share));
        Gauge("bitmagnet.index.contents", "{row}", "Rows of torrent_contents: eligible, attached.", Contents);
        Gauge("tmdb.available", "1", "1 while TMDB can be asked, else 0.", now => One(now.Tmdb.Status == TmdbStatus.Available ? 1 : 0));
        Gauge("tmdb.budget", "{request}/min", "Requests a minute that TMDB_RATE_LIMIT allows over all instances.", now => One(now.Tmdb.BudgetPerMinute));
        Gauge("bitmagnet.health.findings", "{finding}", "What is wrong, by code.", Findings);
        Gauge("bitmagnet.health.instances", "{instance}", "Instances that run.", now => One(now.Instances));

        void Gauge(string name, string unit, string description, Func<HealthSnapshot, IEnumerable<Measurement<double>>> measure) =>
            meter.CreateObservableGauge(name, () => Fresh is { } snapshot ? measure(snapshot) : [], unit, description);
    }

    private HealthSnapshot? Fresh => shown is { } snapshot && clock.GetUtcNow() - snapshot.At <= options.SnapshotAge ? snapshot : null;

    /// <summary>Shows a snapshot from now on, unless a newer one is shown.</summary>
    public void Show(HealthSnapshot snapshot)
    {
        if (shown is not { } other || other.At < snapshot.At)
        {
            shown = snapshot;
        }
    }

    private IEnumerable<Measurement<double>> QueueAges(HealthSnapshot now) =>
        Tagged("status", ("pending", Age(now.Database?.Queue.OldestPending)), ("retry", Age(now.Database?.Queue.OldestRetry)));

    private IEnumerable<Measurement<double>> LedgerAge(HealthSnapshot now) => One(Age(now.Ledger.OldestPending));

    private static IEnumerable<Measurement<double>> QueueJobs(HealthSnapshot now) => (now.Database?.Queue.Groups ?? []).Select(group =>
        new Measurement<double>(group.Jobs, new KeyValuePair<string, object?>("queue", group.Queue), new KeyValuePair<string, object?>("status", group.Status)));

    private static IEnumerable<Measurement<double>> LedgerJobs(HealthSnapshot now) =>
        Tagged("status", ("pending", now.Ledger.Pending), ("retry", now.Ledger.Retry), ("failed", now.Ledger.Failed));

    private static IEnumerable<Measurement<double>> Deferred(HealthSnapshot now) =>
        Tagged("reason", [.. now.Ledger.DeferredByReason.Select(reason => (reason.Key, (double?)reason.Value))]);

    private static IEnumerable<Measurement<double>> Contents(HealthSnapshot now) =>
        Tagged("state", ("eligible", now.Database?.Index.Eligible), ("attached", now.Database?.Index.Attached));

    private static IEnumerable<Measurement<double>> Findings(HealthSnapshot now) =>
        Tagged("code", [.. now.Findings.Select(finding => (finding.Code, (double?)1))]);

    private double? Age(DateTimeOffset? since) => since is { } time ? Math.Max(0, (clock.GetUtcNow() - time).TotalSeconds) : null;

    private static IEnumerable<Measurement<double>> One(double? value) => value is { } known ? [new Measurement<double>(known)] : [];

    private static IEnumerable<Measurement<double>> Tagged(string tag, params (string Value, double? Measure)[] measures) =>
        from measure in measures
        where measure.Measure is not null
        select new Measurement<double>(measure.Measure ?? 0, new KeyValuePair<string, object?>(tag, measure.Value));
}
