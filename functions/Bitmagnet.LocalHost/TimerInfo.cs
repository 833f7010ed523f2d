namespace Bitmagnet.LocalHost;

/// <summary>What a timer function is told about its occurrence.</summary>
public sealed class TimerInfo
{
    /// <summary>Whether the occurrence was due while no host ran.</summary>
    public bool IsPastDue { get; set; }

    /// <summary>The schedule's record; null where the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }
}
