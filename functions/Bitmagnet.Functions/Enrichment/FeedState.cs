using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Where the feed stands; one row, shared by all instances.</summary>
public sealed record FeedState
{
    /// <summary>Rows that became due since the first start.</summary>
    public required FeedCursor Newest { get; init; }

    /// <summary>The old rows.</summary>
    public FeedCursor Backfill { get; init; } = FeedCursor.Start;

    /// <summary>When the walk through the old rows ended; null while it goes on.</summary>
    public DateTimeOffset? BackfillEndedAt { get; init; }

    /// <summary>Rows were fed while TMDB was off: walk again once it is on.</summary>
    public bool FedWithoutTmdb { get; init; }

    /// <summary>Rows were passed over since bitmagnet had them in work: walk again soon after the walk has ended.</summary>
    public bool PassedOver { get; init; }

    /// <summary>Since when the feed is paused; null where it is not.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>The walk that a person asked for last, running or not; null where none ever was.</summary>
    public FeedWalk? Walk { get; init; }

    /// <summary>The row's version; null where it is not stored yet.</summary>
    public string? ETag { get; init; }
}
