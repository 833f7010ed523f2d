using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>The rate at which torrents are finished, and the time until all are. Pure.</summary>
internal static class DrainPace
{
    /// <summary>The shortest time that gives a rate: instances write their counts every fifteen seconds.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LeastWhereMoved = TimeSpan.FromSeconds(5);

    /// <summary>Torrents a second since the newest snapshot, or in the minute before it if it is too recent; null if neither is known.</summary>
    /// <param name="finished">Torrents finished since the first start.</param>
    public static double? PerSecond(long finished, HealthSnapshot? newest, DateTimeOffset now)
    {
        if (newest is null)
        {
            return null;
        }

        var done = Math.Max(0, finished - newest.Ledger.TorrentsFinished);
        var took = now - newest.At;
        return took >= Least || (done > 0 && took >= LeastWhereMoved) ? done / took.TotalSeconds : newest.Ledger.TorrentsPerSecond;
    }

    /// <summary>Time until the backfill and the queue are finished; null if nothing is left or the rate is unknown.</summary>
    /// <param name="share">The part of the backfill that is done, from 0 to 1.</param>
    /// <param name="queued">Torrents in the queue, at most.</param>
    /// <param name="unseen">Torrents with neither content nor a result, by the counts. While the backfill only fills the queue, its share is ahead of them.</param>
    public static TimeSpan? TimeLeft(double share, long queued, long unseen, double? perSecond, FeedFigures feed, DateTimeOffset now)
    {
        var walk = share >= 1 ? TimeSpan.Zero : BackfillPace.Of(share, isHeld: false, feed, now).TimeLeft;
        var left = walk + At(queued);
        return share < 1 && At(unseen) is { } least && left < least ? least : left > TimeSpan.Zero ? left : null;

        TimeSpan? At(long torrents) => torrents <= 0 ? TimeSpan.Zero : perSecond > 0 ? TimeSpan.FromSeconds(torrents / perSecond.Value) : null;
    }
}
