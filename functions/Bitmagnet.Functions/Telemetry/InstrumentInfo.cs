using System.Diagnostics.Metrics;

namespace Bitmagnet.Functions.Telemetry;

/// <summary>What an instrument is called and measures.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">In OpenTelemetry's naming.</param>
/// <param name="Unit">In UCUM, as OpenTelemetry asks.</param>
/// <param name="Tags">Its tags' names, with commas; empty for none.</param>
/// <param name="Description">What it measures.</param>
public sealed record InstrumentInfo(InstrumentKind Kind, string Name, string Unit, string Tags, string Description)
{
    /// <summary>Whether its name and tags stay; false: they may still change.</summary>
    public bool IsStable { get; init; } = true;

    /// <summary>Upper bounds of a histogram's buckets, in its unit.</summary>
    public IReadOnlyList<double> Buckets { get; init; } = [];

    internal Counter<long> Counter(Meter meter) => meter.CreateCounter<long>(Name, Unit, Description);

    internal Gauge<long> Gauge(Meter meter) => meter.CreateGauge<long>(Name, Unit, Description);

    internal UpDownCounter<long> UpDownCounter(Meter meter) => meter.CreateUpDownCounter<long>(Name, Unit, Description);

    internal Histogram<double> Histogram(Meter meter) =>
        meter.CreateHistogram(Name, Unit, Description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });

    internal void Observe(Meter meter, Func<IEnumerable<Measurement<double>>> measure) =>
        meter.CreateObservableGauge(Name, measure, Unit, Description);
}
