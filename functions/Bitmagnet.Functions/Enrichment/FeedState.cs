using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>The feed's state: one row, shared by all instances.</summary>
public sealed record FeedState
{
    /// <summary>The cursor of rows that became due since the first start.</summary>
    public required FeedCursor Newest { get; init; }

    /// <summary>The cursor of the old rows.</summary>
    public FeedCursor Backfill { get; init; } = FeedCursor.Start;

    /// <summary>When the walk through the old rows ended; null while it goes on.</summary>
    public DateTimeOffset? BackfillEndedAt { get; init; }

    /// <summary>Whether rows were fed while TMDB was off, so the walk starts again once it is on.</summary>
    public bool FedWithoutTmdb { get; init; }

    /// <summary>Whether rows were skipped because bitmagnet was working on them, so the walk starts again soon after its end.</summary>
    public bool PassedOver { get; init; }

    /// <summary>When the feed was paused; null: it is not.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>The last requested backfill, running or not; null: none ever was.</summary>
    public FeedWalk? Walk { get; init; }

    /// <summary>Until when the feed that sends what it has read has the cursors to itself; null: none sends. A feed that was killed holds back no other for longer.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>The row's version; null: not stored yet.</summary>
    public string? ETag { get; init; }
}

/// <summary>A backfill of old rows that a person requested, in addition to the feed's own.</summary>
/// <param name="Filter">The rows it covers. If these include rows with content, TMDB is asked again for each.</param>
/// <param name="StartedAt">When it was requested.</param>
/// <param name="Fed">Torrents fed so far.</param>
/// <param name="EndedAt">When it ended or was cancelled; null while it runs.</param>
/// <param name="IsCancelled">Whether it was cancelled before its end.</param>
public sealed record FeedWalk(FeedFilter Filter, DateTimeOffset StartedAt, long Fed = 0, DateTimeOffset? EndedAt = null, bool IsCancelled = false)
{
    /// <summary>Its position.</summary>
    public FeedCursor Cursor { get; init; } = FeedCursor.Start;
}
