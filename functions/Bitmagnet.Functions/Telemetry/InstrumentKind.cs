namespace Bitmagnet.Functions.Telemetry;

/// <summary>What an instrument does.</summary>
public enum InstrumentKind
{
    /// <summary>Only ever grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Spreads measurements over buckets.</summary>
    Histogram,
}
