namespace Bitmagnet.LocalHost;

/// <summary>Runs the function on a schedule, in UTC, one instance at a time.</summary>
/// <param name="schedule">An NCRONTAB expression of six fields, the first being seconds, or <c>%SETTING%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>The schedule, or <c>%SETTING%</c>.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether the function also runs when the host starts. Default false.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>
    /// Whether occurrences are recorded, so that one missed while no host ran is made up for at the next start.
    /// Default true; never for schedules of more than one occurrence a minute.
    /// </summary>
    public bool UseMonitor { get; set; } = true;
}
