using System.Diagnostics.Metrics;

namespace Bitmagnet.Functions.Telemetry;

/// <summary>What an instrument is called and measures.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">In OpenTelemetry's naming.</param>
/// <param name="Unit">In UCUM, as OpenTelemetry asks.</param>
/// <param name="Tags">Its tags' names, with commas; empty for none.</param>
/// <param name="Description">What it measures.</param>
/// <param name="IsStable">Whether its name and tags stay; false: they may still change.</param>
/// <param name="Buckets">Upper bounds of a histogram's buckets, in its unit; null for any other.</param>
public sealed record InstrumentInfo(InstrumentKind Kind, string Name, string Unit, string Tags, string Description, bool IsStable = true, IReadOnlyList<double>? Buckets = null)
{
    internal Counter<long> Counter(Meter meter) => meter.CreateCounter<long>(Name, Unit, Description);

    internal Gauge<long> Gauge(Meter meter) => meter.CreateGauge<long>(Name, Unit, Description);

    internal UpDownCounter<long> UpDownCounter(Meter meter) => meter.CreateUpDownCounter<long>(Name, Unit, Description);

    internal Histogram<double> Histogram(Meter meter) =>
        meter.CreateHistogram(Name, Unit, Description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });

    internal void Observe(Meter meter, Func<IEnumerable<Measurement<double>>> measure) =>
        meter.CreateObservableGauge(Name, measure, Unit, Description);
}

/// <summary>What an instrument does.</summary>
public enum InstrumentKind
{
    /// <summary>Only ever grows.</summary>
    Counter,

    /// <summary>A level that is read now and then.</summary>
    Gauge,

    /// <summary>Grows and shrinks as things begin and end.</summary>
    UpDownCounter,

    /// <summary>Spreads measurements over buckets.</summary>
    Histogram,
}
