using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Where the next run goes on.</summary>
/// <param name="JobsAfter">The place of the last row of queue_jobs that was looked at.</param>
/// <param name="ContentsBlock">The first block of torrent_contents not looked at; 0: from the start.</param>
/// <param name="LastTmdbError">When a job last failed for TMDB, as far as any walk saw; 1970: never.</param>
internal sealed record SweepCursor(NpgsqlTid JobsAfter, long ContentsBlock, DateTimeOffset LastTmdbError)
{
    /// <summary>Before the first run.</summary>
    public static SweepCursor Start { get; } = new(TableBlocks.Place(0), 0, DateTimeOffset.UnixEpoch);
}
