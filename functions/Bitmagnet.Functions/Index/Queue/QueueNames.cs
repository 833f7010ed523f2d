namespace Bitmagnet.Functions.Index.Queue;

/// <summary>The names of bitmagnet's queues.</summary>
public static class QueueNames
{
    /// <summary>Classifies torrents.</summary>
    public const string ProcessTorrent = "process_torrent";

    /// <summary>Walks the index and makes <see cref="ProcessTorrent"/> jobs.</summary>
    public const string ProcessTorrentBatch = "process_torrent_batch";
}
