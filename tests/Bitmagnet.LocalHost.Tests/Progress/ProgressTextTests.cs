using Bitmagnet.LocalHost.Progress;

namespace Bitmagnet.LocalHost.Tests.Progress;

public sealed class ProgressTextTests
{
    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(65, "1:05")]
    [InlineData(3_723, "1:02:03")]
    [InlineData(86_399, "23:59:59")]
    [InlineData(1_000_080, "11 d 13:48")] // 277.8 hours
    public void TimeLeft_OfSeconds_DropsNoDay(int seconds, string expected) => Assert.Equal(expected, TimeLeft.Text(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, 0, 0.0)]
    [InlineData(1174, 0, null)]
    [InlineData(1174, 999, null)]
    [InlineData(1000, 2000, 500.0)]
    public void Rate_OfNoTime_IsUnknownRatherThanHuge(long done, int milliseconds, double? expected) =>
        Assert.Equal(expected, ProgressText.Rate(done, TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(0, "Stopping: no job is in work.")]
    [InlineData(1, "Stopping: 1 job is in work; it is finished, or put back for the next start.")]
    [InlineData(7, "Stopping: 7 jobs are in work; they are finished, or put back for the next start.")]
    public void Stopping_WithJobsInWork_SaysHowMany(int jobs, string expected) => Assert.Equal(expected, ProgressText.Stopping(jobs));

    [Theory]
    [InlineData(1174, 800, 2, "Stopped: 1,174 torrents in 0:16, 800 of them enriched; 2 jobs were cut off and run again. The next start goes on where this one ended.")]
    [InlineData(1, 1, 1, "Stopped: 1 torrent in 0:16, 1 of them enriched; 1 job was cut off and runs again. The next start goes on where this one ended.")]
    [InlineData(0, 0, 0, "Stopped: 0 torrents in 0:16, 0 of them enriched. The next start goes on where this one ended.")]
    public void Stopped_AfterSomeTime_SaysWhatWasDone(long done, long enriched, int jobs, string expected) =>
        Assert.Equal(expected, ProgressText.Stopped(done, enriched, TimeSpan.FromSeconds(16), jobs));
}
