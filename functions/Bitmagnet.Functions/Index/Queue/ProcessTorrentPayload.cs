namespace Bitmagnet.Functions.Index.Queue;

/// <summary>The payload of a <c>process_torrent</c> job (bitmagnet contract §2).</summary>
/// <param name="InfoHashes">The torrents, in order.</param>
public sealed record ProcessTorrentPayload(IReadOnlyList<InfoHash> InfoHashes)
{
    /// <summary>0 default, 1 rematch.</summary>
    public long ClassifyMode { get; init; }

    /// <summary>Workflow; empty: the configured one.</summary>
    public string ClassifierWorkflow { get; init => field = value ?? ""; } = "";

    /// <summary>Flags.</summary>
    public ClassifierFlags ClassifierFlags { get; init => field = value ?? ClassifierFlags.None; } = ClassifierFlags.None;

    /// <summary>Reads a payload, whatever the order and spacing of its fields.</summary>
    /// <returns>Null where bitmagnet would not understand it, or where it has a field that this class does not know and would lose.</returns>
    public static ProcessTorrentPayload? TryParse(string json) =>
        PayloadJson.TryParse<ProcessTorrentPayload>(json) is { InfoHashes.Count: > 0 } payload ? payload : null;

    /// <summary>The compact JSON that bitmagnet itself would write.</summary>
    public string ToJson() => GoJson.Object(
        (nameof(ClassifyMode), ClassifyMode == 0 ? null : ClassifyMode),
        (nameof(ClassifierWorkflow), ClassifierWorkflow.Length == 0 ? null : ClassifierWorkflow),
        (nameof(ClassifierFlags), ClassifierFlags.Members),
        (nameof(InfoHashes), InfoHashes.Select(infoHash => infoHash.Hex)));
}
