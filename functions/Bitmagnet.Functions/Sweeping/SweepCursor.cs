namespace Bitmagnet.Functions.Sweeping;

/// <summary>Where the next run goes on.</summary>
/// <param name="JobsAfter">The place of the last row of queue_jobs that was looked at.</param>
/// <param name="WalkStartedAt">When the walk over queue_jobs began.</param>
/// <param name="FailedSince">Failed jobs that ran before were looked at by an earlier walk.</param>
/// <param name="ContentsBlock">The first block of torrent_contents not looked at; 0: from the start.</param>
internal sealed record SweepCursor(string JobsAfter, DateTimeOffset WalkStartedAt, DateTimeOffset FailedSince, long ContentsBlock)
{
    /// <summary>Before the first run.</summary>
    public static SweepCursor Start { get; } = new(TableBlocks.Place(0), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0);
}
