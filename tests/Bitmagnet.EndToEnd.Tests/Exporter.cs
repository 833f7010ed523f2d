namespace Bitmagnet.EndToEnd.Tests;

/// <summary>By what an application's telemetry leaves it.</summary>
public enum Exporter
{
    /// <summary>OpenTelemetry's protocol.</summary>
    Otlp,

    /// <summary>Application Insights.</summary>
    Insights,
}
