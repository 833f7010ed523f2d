using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>A walk through the old rows that a person asked for, beside the feed's own.</summary>
public sealed record FeedWalk
{
    /// <summary>Which rows; with content among them, TMDB is asked anew for each.</summary>
    public required FeedFilter Filter { get; init; }

    /// <summary>How far it is.</summary>
    public FeedCursor Cursor { get; init; } = FeedCursor.Start;

    /// <summary>Torrents fed so far.</summary>
    public long Fed { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it came to the end, or was cancelled; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>It was cancelled before its end.</summary>
    public bool IsCancelled { get; init; }
}
