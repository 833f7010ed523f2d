using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Where the next run continues, and the counts of the walks so far.</summary>
internal sealed record SweepCursor
{
    /// <summary>Before the first run.</summary>
    public static SweepCursor Start { get; } = new();

    /// <summary>The place of the last examined row of queue_jobs.</summary>
    public NpgsqlTid JobsAfter { get; init; } = TableBlocks.Place(0);

    /// <summary>The first block of torrent_contents not yet examined; 0: the start.</summary>
    public long ContentsBlock { get; init; }

    /// <summary>When a job last failed because of TMDB, as far as any walk saw; 1970: never.</summary>
    public DateTimeOffset LastTmdbError { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The info hash, in hex, of the last examined torrent; empty: none.</summary>
    public string TorrentsAfter { get; init; } = "";

    /// <summary>Rows of queue_jobs that cannot be read.</summary>
    public WalkCount Unreadable { get; init; }

    /// <summary>Torrents with neither row nor job.</summary>
    public WalkCount Orphans { get; init; }
}

/// <summary>A count of a walk that may take several runs.</summary>
/// <param name="SoFar">The count of the current walk so far.</param>
/// <param name="LastWalk">The count of the last walk that reached the end.</param>
internal readonly record struct WalkCount(long SoFar, long LastWalk)
{
    /// <summary>The larger of the two.</summary>
    public long Known => Math.Max(SoFar, LastWalk);

    public WalkCount Plus(long more) => this with { SoFar = SoFar + more };

    /// <summary>The count when the walk ends.</summary>
    public WalkCount Ended() => new(0, SoFar);
}
