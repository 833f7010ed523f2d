namespace Bitmagnet.Functions.Health;

/// <summary>How far the walk through the old rows is, and when it will be through. Pure.</summary>
internal static class BackfillPace
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>The share and time from which the pace is measured, and the time left at that pace.</summary>
    public static (double Share, DateTimeOffset Since, TimeSpan? TimeLeft) Of(double share, bool isHeld, FeedFigures? before, DateTimeOffset at)
    {
        // The measurement begins anew with a walk, after a pause, and after an outage in which nothing was fed.
        if (before is null || isHeld || before.PausedSince is not null || share < before.BackfillShare || before.BackfillEndedAt is not null)
        {
            return (share, at, null);
        }

        var done = share - before.PaceShare;
        var took = at - before.PaceSince;
        TimeSpan? timeLeft = share < 1 && done > 0 && took > TimeSpan.Zero ? took * ((1 - share) / done) : null;
        return took > Memory
            ? (share - (done / 2), at - (took / 2), timeLeft)
            : (before.PaceShare, before.PaceSince, timeLeft);
    }
}
