namespace Bitmagnet.Functions.Health;

/// <summary>How the system is.</summary>
public enum HealthStatus
{
    /// <summary>Nothing to do.</summary>
    Healthy,

    /// <summary>It works, but a person should look.</summary>
    Degraded,

    /// <summary>It does not work: the database or the storage is away, or the schema is not supported.</summary>
    Unhealthy,

    /// <summary>The process has just started, nothing is known to be wrong, and the first snapshot is being taken. Of a report only, never of a finding.</summary>
    Starting,
}
