using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Telemetry;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>Gauges of the newest snapshot while it is fresh, of the instance that took it and of those whose metrics are scraped.</summary>
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
        Show(Instruments.QueueAge, now => Tagged("status", ("pending", Age(now.Database?.Queue.OldestPending)), ("retry", Age(now.Database?.Queue.OldestRetry))));
        Show(Instruments.LedgerAge, now => One(Age(now.Ledger.OldestPending)));
        Show(Instruments.QueueJobs, QueueJobs);
        Show(Instruments.QueueStale, now => One(now.Database?.Queue.Stale));
        Show(Instruments.LedgerJobs, now => Tagged("status", ("pending", now.Ledger.Pending), ("retry", now.Ledger.Retry), ("failed", now.Ledger.Failed)));
        Show(Instruments.Deferred, now => Tagged("reason", [.. now.Ledger.DeferredByReason.Select(reason => (reason.Key, (double?)reason.Value))]));
        Show(Instruments.QueueMessages, now => One(now.Ledger.QueueDepth));
        Show(Instruments.PoisonMessages, now => One(now.Ledger.PoisonDepth));
        Show(Instruments.Paused, now => One(now.Feed.PausedSince is null ? 0 : 1));
        Show(Instruments.Backfill, now => One(now.Feed.BackfillShare));
        Show(Instruments.Enriched, now => One(now.Database?.Index.Share));
        Show(Instruments.Contents, now => Tagged("state", ("eligible", now.Database?.Index.Eligible), ("attached", now.Database?.Index.Attached)));

        // TMDB that is off on purpose has no value: an alert on 0 must not fire.
        Show(Instruments.TmdbAvailable, now => One(now.Tmdb.Status switch { TmdbStatus.Disabled => null, TmdbStatus.Available => 1, _ => 0 }));
        Show(Instruments.TmdbBudget, now => One(now.Tmdb.BudgetPerMinute));
        Show(Instruments.Health, now => One((int)FindingRules.Worst(now.Findings)));
        Show(Instruments.Findings, now => Tagged("code", [.. now.Findings.Select(finding => (finding.Code, (double?)1))]));
        Show(Instruments.Instances, now => One(now.Instances));

        void Show(InstrumentInfo instrument, Func<HealthSnapshot, IEnumerable<Measurement<double>>> measure) =>
            instrument.Observe(meter, () => Fresh is { } snapshot ? measure(snapshot) : []);
    }

    private HealthSnapshot? Fresh => shown is { } snapshot && WrittenTime.IsWithin(snapshot.At, clock.GetUtcNow(), options.SnapshotAge) ? snapshot : null;

    /// <summary>Shows a snapshot from now on, unless a newer one is shown.</summary>
    public void Show(HealthSnapshot snapshot)
    {
        if (shown is not { } other || other.At < snapshot.At || WrittenTime.IsWrong(other.At, clock.GetUtcNow()))
        {
            shown = snapshot;
        }
    }

    private static IEnumerable<Measurement<double>> QueueJobs(HealthSnapshot now) => (now.Database?.Queue.Groups ?? []).Select(group =>
        new Measurement<double>(group.Jobs, new KeyValuePair<string, object?>("queue", group.Queue), new KeyValuePair<string, object?>("status", group.Status)));

    private double? Age(DateTimeOffset? since) => since is { } time ? Math.Max(0, (clock.GetUtcNow() - time).TotalSeconds) : null;

    private static IEnumerable<Measurement<double>> One(double? value) => value is { } known ? [new Measurement<double>(known)] : [];

    private static IEnumerable<Measurement<double>> Tagged(string tag, params (string Value, double? Measure)[] measures) =>
        from measure in measures
        where measure.Measure is not null
        select new Measurement<double>(measure.Measure ?? 0, new KeyValuePair<string, object?>(tag, measure.Value));
}
