using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Tests.Health;

namespace Bitmagnet.Functions.Tests.Dashboard;

public sealed class DrainPaceTests
{
    private static readonly HealthSnapshot Newest = Snapshots.Quiet() with
    {
        Ledger = new LedgerFigures { TorrentsAttached = 800, TorrentsUnmatched = 200, TorrentsPerSecond = 7 },
        Feed = new FeedFigures { BackfillShare = 0.5, PaceShare = 0.4, PaceSince = Snapshots.Noon.AddMinutes(-10) },
    };

    [Theory]
    [InlineData(1_500, 50, 10.0)]
    [InlineData(1_000, 50, 0.0)] // so long without one is a standstill
    [InlineData(1_000, 10, 7.0)] // counts come every fifteen seconds: the minute before says more
    [InlineData(1_100, 10, 10.0)]
    [InlineData(1_100, 2, 7.0)]
    [InlineData(900, 50, 0.0)] // a count that was lost is no negative pace
    public void PerSecond_SinceTheNewestSnapshot_IsMeasuredWhereThatIsLongEnough(long finished, int seconds, double expected) =>
        Assert.Equal(expected, DrainPace.PerSecond(finished, Newest, Snapshots.Noon.AddSeconds(seconds)));

    [Fact]
    public void PerSecond_WithoutASnapshotOrOneBefore_IsNotKnown()
    {
        Assert.Null(DrainPace.PerSecond(10, null, Snapshots.Noon));
        Assert.Null(DrainPace.PerSecond(10, Snapshots.Quiet(), Snapshots.Noon.AddSeconds(1)));
    }

    [Theory]
    [InlineData(1, 10.0)]
    [InlineData(5, 2.0)]
    [InlineData(33, null)] // the application did not run: the mean over the gap is not a rate
    public void Since_TheSnapshotBefore_GivesAPaceUnlessItIsLongAgo(int minutes, double? expected)
    {
        var figures = new LedgerFigures { TorrentsAttached = 1_600 }.Since(Newest, Newest.At.AddMinutes(minutes));

        Assert.Equal(expected, figures.TorrentsPerSecond);
    }

    [Theory]
    [InlineData(0.5, 0L, 0L, null, 50.0)] // a tenth in ten minutes
    [InlineData(0.5, 600L, 0L, 10.0, 51.0)]
    [InlineData(0.5, 600L, 60_000L, 10.0, 100.0)] // the walk has filled the queue in one go
    [InlineData(0.5, 600L, -5L, 10.0, 51.0)] // a later walk counts some torrents twice
    [InlineData(1.0, 600L, 60_000L, 10.0, 1.0)] // what was passed over is not waited for
    [InlineData(1.0, 600L, 0L, 0.0, null)]
    [InlineData(1.0, 600L, 0L, null, null)]
    [InlineData(1.0, 0L, 0L, 10.0, null)] // nothing is left
    [InlineData(0.4, 0L, 0L, 10.0, null)] // a new walk has no pace yet
    public void TimeLeft_OfWalkAndQueue_IsTheirSumOrNotKnown(double share, long queued, long unseen, double? perSecond, double? minutes)
    {
        var left = DrainPace.TimeLeft(share, queued, unseen, perSecond, Newest.Feed, Snapshots.Noon);

        Assert.Equal(minutes, left is { } known ? Math.Round(known.TotalMinutes, 6) : null);
    }
}
