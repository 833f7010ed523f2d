namespace Bitmagnet.Functions.Sweeping;

/// <summary>Where the next run goes on.</summary>
/// <param name="JobsAfter">The last id of queue_jobs that was looked at; empty: from the start.</param>
/// <param name="WalkStartedAt">When the walk over queue_jobs began.</param>
/// <param name="FailedSince">Failed jobs that ran before were looked at by an earlier walk.</param>
/// <param name="ContentsAfter">The last id of torrent_contents that was looked at; empty: from the start.</param>
internal sealed record SweepCursor(string JobsAfter, DateTimeOffset WalkStartedAt, DateTimeOffset FailedSince, string ContentsAfter)
{
    /// <summary>Before the first run.</summary>
    public static SweepCursor Start { get; } = new("", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "");
}
