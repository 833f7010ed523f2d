using Bitmagnet.Functions.Enrichment;

namespace Bitmagnet.Functions.Health;

/// <summary>The feed at one moment.</summary>
public sealed record FeedFigures
{
    /// <summary>Rows changed up to this time are fed.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>Where the walk through the old rows stands: an info hash; empty at the start.</summary>
    public string Backfill { get; init; } = "";

    /// <summary>How much of the walk is done, from 0 to 1; info hashes are spread evenly.</summary>
    public double BackfillShare { get; init; }

    /// <summary>When the walk is through at its pace so far; null where it is, or where no pace is known.</summary>
    public TimeSpan? BackfillTimeLeft { get; init; }

    /// <summary>When the last walk ended; null while one goes on.</summary>
    public DateTimeOffset? BackfillEndedAt { get; init; }

    /// <summary>Since when the feed is paused; null where it is not.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>The walk that a person asked for last.</summary>
    public BackfillStatus? Requested { get; init; }

    /// <summary>Where the pace is measured from: this share …</summary>
    public double PaceShare { get; init; }

    /// <summary>… at this time.</summary>
    public DateTimeOffset PaceSince { get; init; }
}
