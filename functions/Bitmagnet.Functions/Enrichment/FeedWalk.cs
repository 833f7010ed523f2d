using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>A backfill of old rows that a person requested, in addition to the feed's own.</summary>
public sealed record FeedWalk
{
    /// <summary>The rows it covers. If these include rows with content, TMDB is asked again for each.</summary>
    public required FeedFilter Filter { get; init; }

    /// <summary>Its position.</summary>
    public FeedCursor Cursor { get; init; } = FeedCursor.Start;

    /// <summary>Torrents fed so far.</summary>
    public long Fed { get; init; }

    /// <summary>When it was requested.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended or was cancelled; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it was cancelled before its end.</summary>
    public bool IsCancelled { get; init; }
}
