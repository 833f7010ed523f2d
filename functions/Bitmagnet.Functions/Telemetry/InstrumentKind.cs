namespace Bitmagnet.Functions.Telemetry;

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
