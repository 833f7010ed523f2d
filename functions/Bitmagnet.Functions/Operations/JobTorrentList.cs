namespace Bitmagnet.Functions.Operations;

/// <summary>The torrents of a job.</summary>
/// <param name="Torrents">Those still to do, in the job's order.</param>
public sealed record JobTorrentList(IReadOnlyList<JobTorrent> Torrents);
