namespace Bitmagnet.LocalHost;

/// <summary>The record of a monitored schedule. Times are UTC.</summary>
public sealed class ScheduleStatus
{
    /// <summary>The last run; the default value before the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next occurrence.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this record was written.</summary>
    public DateTime LastUpdated { get; set; }
}
