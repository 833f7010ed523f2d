namespace Bitmagnet.Functions.Index.Queue;

/// <summary>A job that bitmagnet can do without any outside service.</summary>
/// <param name="Queue">Queue name.</param>
/// <param name="Payload">Compact JSON.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
public sealed record OffloadedPayload(string Queue, string Payload, string Fingerprint)
{
    /// <summary>The payload with apis_enabled false, or why there is none.</summary>
    /// <param name="queue">Queue name.</param>
    /// <param name="payload">JSON, of any order and spacing.</param>
    /// <param name="only">For process_torrent: the torrents to keep; null keeps all.</param>
    /// <param name="offloaded">The payload; null unless the answer is <see cref="OffloadState.Ready"/>.</param>
    public static OffloadState TryMake(string queue, string payload, IReadOnlySet<InfoHash>? only, out OffloadedPayload? offloaded)
    {
        offloaded = null;
        switch (queue)
        {
            case QueueNames.ProcessTorrent when ProcessTorrentPayload.TryParse(payload) is { } torrents:
                if (torrents.Flags.AreApisDisabled)
                {
                    return OffloadState.AlreadyOffloaded;
                }

                var kept = only is null ? torrents.InfoHashes : [.. torrents.InfoHashes.Where(only.Contains)];
                offloaded = Make(queue, (torrents with { InfoHashes = kept, Flags = torrents.Flags.WithoutApis() }).ToJson());
                return OffloadState.Ready;
            case QueueNames.ProcessTorrentBatch when ProcessTorrentBatchPayload.TryParse(payload) is { } batch:
                if (batch.Flags.AreApisDisabled)
                {
                    return OffloadState.AlreadyOffloaded;
                }

                offloaded = Make(queue, (batch with { Flags = batch.Flags.WithoutApis() }).ToJson());
                return OffloadState.Ready;
            default:
                return OffloadState.Unreadable;
        }
    }

    private static OffloadedPayload Make(string queue, string json) => new(queue, json, QueueFingerprint.Of(queue, json));
}
