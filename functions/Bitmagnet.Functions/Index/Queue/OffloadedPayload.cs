namespace Bitmagnet.Functions.Index.Queue;

/// <summary>A job that bitmagnet can do without any outside service.</summary>
/// <param name="Queue">Queue name.</param>
/// <param name="Payload">Compact JSON.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
public sealed record OffloadedPayload(string Queue, string Payload, string Fingerprint)
{
    /// <summary>
    /// Turns apis_enabled off in a payload, of any order and spacing; of process_torrent it keeps <paramref name="only"/> some torrents
    /// (null: all). The new payload is null unless the answer is <see cref="OffloadState.Ready"/>.
    /// </summary>
    public static OffloadState TryMake(string queue, string payload, IReadOnlySet<InfoHash>? only, out OffloadedPayload? offloaded)
    {
        offloaded = null;
        switch (queue)
        {
            case QueueNames.ProcessTorrent when ProcessTorrentPayload.TryParse(payload) is { } torrents:
                var kept = only is null ? torrents.InfoHashes : [.. torrents.InfoHashes.Where(only.Contains)];
                torrents = torrents with { InfoHashes = kept };
                return Offload(torrents.ClassifierFlags, flags => (torrents with { ClassifierFlags = flags }).ToJson(), out offloaded);
            case QueueNames.ProcessTorrentBatch when ProcessTorrentBatchPayload.TryParse(payload) is { } batch:
                return Offload(batch.ClassifierFlags, flags => (batch with { ClassifierFlags = flags }).ToJson(), out offloaded);
            default:
                return OffloadState.Unreadable;
        }

        OffloadState Offload(ClassifierFlags flags, Func<ClassifierFlags, string> write, out OffloadedPayload? offloaded)
        {
            var json = flags.AreApisDisabled ? null : write(flags.WithoutApis());
            offloaded = json is null ? null : new(queue, json, QueueFingerprint.Of(queue, json));
            return json is null ? OffloadState.AlreadyOffloaded : OffloadState.Ready;
        }
    }
}

/// <summary>Whether a job can be put back without outside services.</summary>
public enum OffloadState
{
    /// <summary>The payload is not one that bitmagnet writes, so it is not rewritten.</summary>
    Unreadable,

    /// <summary>The payload already says apis_enabled false.</summary>
    AlreadyOffloaded,

    /// <summary>It can.</summary>
    Ready,
}
