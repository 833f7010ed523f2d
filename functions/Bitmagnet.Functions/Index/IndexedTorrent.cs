namespace Bitmagnet.Functions.Index;

/// <summary>A torrent as bitmagnet has indexed it, with all that decides whether and how to enrich it.</summary>
public sealed record IndexedTorrent
{
    /// <summary>Primary key.</summary>
    public required InfoHash InfoHash { get; init; }

    /// <summary>torrents.name.</summary>
    public required string Name { get; init; }

    /// <summary>content_type of the row, as bitmagnet writes it: of the one with content, where there is one; null where bitmagnet found none.</summary>
    public string? TypeName { get; init; }

    /// <summary><see cref="TypeName"/> where it is one that TMDB can answer.</summary>
    public ContentType? Type => ContentTypeNames.FromName(TypeName);

    /// <summary>The torrent's hint, if any.</summary>
    public TorrentHint? Hint { get; init; }

    /// <summary>Whether the torrent has any torrent_contents row; without one there is nothing to attach to (an orphan, bitmagnet contract §7).</summary>
    public bool HasRow { get; init; }

    /// <summary>Whether any row of the torrent has content.</summary>
    public bool IsAttached { get; init; }

    /// <summary>The content it has; null without any, and where it is of a type that TMDB cannot answer.</summary>
    public ContentRef? Content { get; init; }

    /// <summary>Whether a pending or retry process_torrent job of bitmagnet names the torrent (bitmagnet contract §8 Stale read).</summary>
    public bool IsActiveInQueue { get; init; }

    /// <summary>How many video files it has, samples apart; null where bitmagnet does not hold its files.</summary>
    public int? VideoFiles { get; init; }

    /// <summary>
    /// When the torrent was first seen, as bitmagnet reckons published_at (bitmagnet contract §6); null where that is before 2000, which
    /// stands for not known, or no date at all.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Whether video bytes exceed all others by more than 100,000,000 (bitmagnet contract §3 step 5).</summary>
    public bool IsVideo { get; init; }

    /// <summary>Paths of its largest video files, the largest first, at most three; empty where bitmagnet does not hold its files.</summary>
    public IReadOnlyList<string> LargestVideos { get; init; } = [];
}
