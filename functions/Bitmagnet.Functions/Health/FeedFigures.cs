using Bitmagnet.Functions.Enrichment;

namespace Bitmagnet.Functions.Health;

/// <summary>The feed at one moment.</summary>
/// <param name="Newest">Rows changed up to this time are fed.</param>
/// <param name="Backfill">Where the walk through the old rows stands: an info hash; empty at the start.</param>
/// <param name="BackfillShare">How much of the walk is done, from 0 to 1; info hashes are spread evenly.</param>
/// <param name="BackfillTimeLeft">When the walk is through at its pace so far; null where it is, or where no pace is known.</param>
/// <param name="BackfillEndedAt">When the last walk ended; null while one goes on.</param>
/// <param name="PausedSince">Since when the feed is paused; null where it is not.</param>
/// <param name="Requested">The walk that a person asked for last.</param>
/// <param name="PaceShare">The share from which the pace is measured.</param>
public sealed record FeedFigures(
    DateTimeOffset? Newest = null, string Backfill = "", double BackfillShare = 0, TimeSpan? BackfillTimeLeft = null, DateTimeOffset? BackfillEndedAt = null,
    DateTimeOffset? PausedSince = null, BackfillStatus? Requested = null, double PaceShare = 0)
{
    /// <summary>The time from which the pace is measured.</summary>
    public DateTimeOffset PaceSince { get; init; }
}
