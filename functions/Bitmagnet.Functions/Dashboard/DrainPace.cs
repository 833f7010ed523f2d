using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>How fast torrents are finished, and when all are. Pure.</summary>
internal static class DrainPace
{
    /// <summary>The shortest span that shows a pace: instances write their counts every fifteen seconds.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(20);

    /// <summary>The shortest span where the counts have moved.</summary>
    private static readonly TimeSpan LeastWhereMoved = TimeSpan.FromSeconds(5);

    /// <summary>Torrents a second since the newest snapshot, or in the minute before it where it is too fresh; null where neither is known.</summary>
    /// <param name="finished">Torrents finished since the first start.</param>
    /// <param name="newest">The newest snapshot; null: none.</param>
    /// <param name="now">The time.</param>
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

    /// <summary>Until the walk and what is in the queue are through; null where nothing is left or no pace is known.</summary>
    /// <param name="share">How much of the walk is done now.</param>
    /// <param name="queued">Torrents in the queue, at most.</param>
    /// <param name="unseen">Torrents that have neither content nor a result yet, by the counts. A walk's share runs ahead of them while the walk only fills the queue.</param>
    /// <param name="perSecond">Torrents finished a second; null: unknown.</param>
    /// <param name="feed">The feed at the newest snapshot.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? TimeLeft(double share, long queued, long unseen, double? perSecond, FeedFigures feed, DateTimeOffset now)
    {
        var walk = share >= 1 ? TimeSpan.Zero : BackfillPace.Of(share, isHeld: false, feed, now).TimeLeft;
        var left = walk + At(queued);
        return share < 1 && At(unseen) is { } least && left < least ? least : left > TimeSpan.Zero ? left : null;

        TimeSpan? At(long torrents) => torrents <= 0 ? TimeSpan.Zero : perSecond > 0 ? TimeSpan.FromSeconds(torrents / perSecond.Value) : null;
    }
}
