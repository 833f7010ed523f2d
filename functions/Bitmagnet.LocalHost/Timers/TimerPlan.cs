using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Bitmagnet.LocalHost.Timers;

/// <summary>Computes a schedule's times. Pure; all times are UTC.</summary>
internal static class TimerPlan
{
    public static DateTime Next(CrontabSchedule schedule, DateTime after) =>
        DateTime.SpecifyKind(schedule.GetNextOccurrence(after), DateTimeKind.Utc);

    /// <summary>Whether occurrences are recorded: as in the Azure host, not if there is more than one a minute.</summary>
    public static bool IsMonitored(CrontabSchedule schedule, bool useMonitor, DateTime now)
    {
        var first = Next(schedule, now);
        return useMonitor && (first == DateTime.MaxValue || Next(schedule, first) - first >= TimeSpan.FromMinutes(1));
    }

    /// <summary>The occurrence missed while no host ran; null: none, as after a change of the schedule, which has no record yet.</summary>
    public static DateTime? Missed(CrontabSchedule schedule, ScheduleStatus? status, DateTime now)
    {
        if (status is null)
        {
            return null;
        }

        var expected = Next(schedule, status.Last == default ? status.LastUpdated : status.Last);
        return expected == status.Next && expected < now ? expected : null;
    }
}
