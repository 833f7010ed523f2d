using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Where the next run continues, and what the walks have found so far.</summary>
internal sealed record SweepCursor
{
    /// <summary>Before the first run.</summary>
    public static SweepCursor Start { get; } = new();

    /// <summary>The place of the last row of queue_jobs that was looked at.</summary>
    public NpgsqlTid JobsAfter { get; init; } = TableBlocks.Place(0);

    /// <summary>The first block of torrent_contents not looked at; 0: from the start.</summary>
    public long ContentsBlock { get; init; }

    /// <summary>When a job last failed for TMDB, as far as any walk saw; 1970: never.</summary>
    public DateTimeOffset LastTmdbError { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The info hash, in hex, of the last torrent that was looked at; empty: none.</summary>
    public string TorrentsAfter { get; init; } = "";

    /// <summary>Rows of queue_jobs that cannot be read.</summary>
    public WalkCount Unreadable { get; init; }

    /// <summary>Torrents with neither row nor job.</summary>
    public WalkCount Orphans { get; init; }
}
