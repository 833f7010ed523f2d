using System.Globalization;
using Bitmagnet.LocalHost.Timers;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Bitmagnet.LocalHost.Tests.Timers;

public sealed class TimerPlanTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-01T00:04:59Z", "2026-01-01T00:05:00Z")]
    [InlineData("0 */5 * * * *", "2026-01-01T00:05:00Z", "2026-01-01T00:10:00Z")]
    [InlineData("*/10 * * * * *", "2026-01-01T00:00:01Z", "2026-01-01T00:00:10Z")]
    [InlineData("0 30 9 * * MON", "2026-01-01T00:00:00Z", "2026-01-05T09:30:00Z")]
    public void Next_Schedule_IsTheFirstOccurrenceAfter(string schedule, string after, string expected)
    {
        var next = TimerPlan.Next(Parse(schedule), Utc(after));

        Assert.Equal(Utc(expected), next);
        Assert.Equal(DateTimeKind.Utc, next.Kind);
    }

    [Theory]
    [InlineData("0 * * * * *", true, true)]
    [InlineData("0 0 3 * * *", true, true)]
    [InlineData("0 0 3 * * *", false, false)]
    [InlineData("*/30 * * * * *", true, false)]
    public void IsMonitored_Schedule_IsNotMoreThanOnceAMinute(string schedule, bool useMonitor, bool expected) =>
        Assert.Equal(expected, TimerPlan.IsMonitored(Parse(schedule), useMonitor, Utc("2026-01-01T00:00:10Z")));

    [Theory]
    [InlineData("the next occurrence lies ahead", "2026-01-01T00:05:03Z", "2026-01-01T00:10:00Z", "2026-01-01T00:09:00Z", null)]
    [InlineData("one went by", "2026-01-01T00:05:03Z", "2026-01-01T00:10:00Z", "2026-01-01T00:11:00Z", "2026-01-01T00:10:00Z")]
    [InlineData("many went by: the first counts", "2026-01-01T00:05:03Z", "2026-01-01T00:10:00Z", "2026-01-03T00:00:00Z", "2026-01-01T00:10:00Z")]
    [InlineData("the schedule was another", "2026-01-01T00:05:03Z", "2026-01-01T00:06:00Z", "2026-01-03T00:00:00Z", null)]
    [InlineData("never ran: counts from the record", "", "2026-01-01T00:05:00Z", "2026-01-01T00:06:00Z", "2026-01-01T00:05:00Z")]
    public void Missed_Status_IsTheOccurrenceThatWentBy(string because, string last, string next, string now, string? expected)
    {
        var status = new ScheduleStatus
        {
            Last = last.Length == 0 ? default : Utc(last),
            Next = Utc(next),
            LastUpdated = Utc(last.Length == 0 ? "2026-01-01T00:01:00Z" : last),
        };

        var missed = TimerPlan.Missed(Parse("0 */5 * * * *"), status, Utc(now));

        Assert.True(missed == (expected is null ? null : Utc(expected)), because);
    }

    [Fact]
    public void Missed_NoStatus_IsNone() => Assert.Null(TimerPlan.Missed(Parse("0 */5 * * * *"), null, Utc("2026-01-01T00:00:00Z")));

    private static CrontabSchedule Parse(string schedule) =>
        CrontabSchedule.Parse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true });

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
