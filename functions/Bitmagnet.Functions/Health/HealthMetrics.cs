using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Telemetry;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// Gauges of the newest snapshot, queue age first. They are shown while the snapshot is fresh, by the instance that took it and by
/// those whose metrics are scraped.
/// </summary>
public sealed class HealthMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = Instruments.Prefix + ".Health";

    private readonly HealthOptions options;
    private readonly TimeProvider clock;
    private volatile HealthSnapshot? shown;

    /// <summary>Creates the instruments.</summary>
    public HealthMetrics(IMeterFactory meters, HealthOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        var meter = meters.Create(MeterName);
        Show(Instruments.QueueAge, QueueAges);
        Show(Instruments.LedgerAge, LedgerAge);
        Show(Instruments.QueueJobs, QueueJobs);
        Show(Instruments.QueueStale, now => One(now.Database?.Queue.Stale));
        Show(Instruments.LedgerJobs, LedgerJobs);
        Show(Instruments.Deferred, Deferred);
        Show(Instruments.QueueMessages, now => One(now.Ledger.QueueDepth));
        Show(Instruments.PoisonMessages, now => One(now.Ledger.PoisonDepth));
        Show(Instruments.Paused, now => One(now.Feed.PausedSince is null ? 0 : 1));
        Show(Instruments.Backfill, now => One(now.Feed.BackfillShare));
        Show(Instruments.Enriched, now => One(now.Database?.Index.Share));
        Show(Instruments.Contents, Contents);
        Show(Instruments.TmdbAvailable, TmdbAvailable);
        Show(Instruments.TmdbBudget, now => One(now.Tmdb.BudgetPerMinute));
        Show(Instruments.Health, now => One((int)FindingRules.Worst(now.Findings)));
        Show(Instruments.Findings, Findings);
        Show(Instruments.Instances, now => One(now.Instances));

        void Show(InstrumentInfo instrument, Func<HealthSnapshot, IEnumerable<Measurement<double>>> measure) =>
            instrument.Observe(meter, () => Fresh is { } snapshot ? measure(snapshot) : []);
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

    // TMDB that is off on purpose has no value: an alert on 0 must not fire.
    private static IEnumerable<Measurement<double>> TmdbAvailable(HealthSnapshot now) =>
        One(now.Tmdb.Status switch { TmdbStatus.Disabled => null, TmdbStatus.Available => 1, _ => 0 });

    private static IEnumerable<Measurement<double>> Findings(HealthSnapshot now) =>
        Tagged("code", [.. now.Findings.Select(finding => (finding.Code, (double?)1))]);

    private double? Age(DateTimeOffset? since) => since is { } time ? Math.Max(0, (clock.GetUtcNow() - time).TotalSeconds) : null;

    private static IEnumerable<Measurement<double>> One(double? value) => value is { } known ? [new Measurement<double>(known)] : [];

    private static IEnumerable<Measurement<double>> Tagged(string tag, params (string Value, double? Measure)[] measures) =>
        from measure in measures
        where measure.Measure is not null
        select new Measurement<double>(measure.Measure ?? 0, new KeyValuePair<string, object?>(tag, measure.Value));
}
