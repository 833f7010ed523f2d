namespace Bitmagnet.EndToEnd.Tests;

/// <summary>How telemetry leaves the application.</summary>
public enum Exporter
{
    /// <summary>OpenTelemetry's protocol.</summary>
    Otlp,

    /// <summary>Application Insights.</summary>
    Insights,
}
