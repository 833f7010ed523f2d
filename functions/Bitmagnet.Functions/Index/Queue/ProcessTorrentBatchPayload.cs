namespace Bitmagnet.Functions.Index.Queue;

/// <summary>The payload of a <c>process_torrent_batch</c> job (bitmagnet contract §2).</summary>
/// <param name="InfoHashGreaterThan">Where the walk goes on; zeros at first.</param>
/// <param name="UpdatedBefore">RFC 3339 with nanoseconds, kept as text: a .NET time holds 100 ns.</param>
public sealed record ProcessTorrentBatchPayload(InfoHash InfoHashGreaterThan, string UpdatedBefore)
{
    /// <summary>0 default, 1 rematch.</summary>
    public long ClassifyMode { get; init; }

    /// <summary>Workflow; empty: the configured one.</summary>
    public string ClassifierWorkflow { get; init => field = value ?? ""; } = "";

    /// <summary>Flags.</summary>
    public ClassifierFlags ClassifierFlags { get; init => field = value ?? ClassifierFlags.None; } = ClassifierFlags.None;

    /// <summary>Torrents a batch job walks.</summary>
    public long ChunkSize { get; init; }

    /// <summary>Torrents a made job holds.</summary>
    public long BatchSize { get; init; }

    /// <summary>Content types to reprocess, null for none known; empty: all.</summary>
    public IReadOnlyList<string?> ContentTypes { get; init => field = value ?? []; } = [];

    /// <summary>Only torrents without a row.</summary>
    public bool Orphans { get; init; }

    /// <summary>Reads a payload, whatever the order and spacing of its fields.</summary>
    /// <returns>Null where bitmagnet would not understand it, or where it has a field that this class does not know and would lose.</returns>
    public static ProcessTorrentBatchPayload? TryParse(string json) => PayloadJson.TryParse<ProcessTorrentBatchPayload>(json);

    /// <summary>The compact JSON that bitmagnet itself would write.</summary>
    public string ToJson() => GoJson.Object(
        (nameof(InfoHashGreaterThan), InfoHashGreaterThan.Hex),
        (nameof(UpdatedBefore), UpdatedBefore),
        (nameof(ClassifyMode), ClassifyMode == 0 ? null : ClassifyMode),
        (nameof(ClassifierWorkflow), ClassifierWorkflow.Length == 0 ? null : ClassifierWorkflow),
        (nameof(ClassifierFlags), ClassifierFlags.Members),
        (nameof(ChunkSize), ChunkSize),
        (nameof(BatchSize), BatchSize),
        (nameof(ContentTypes), ContentTypes.Count == 0 ? null : ContentTypes),
        (nameof(Orphans), Orphans ? true : null));
}
