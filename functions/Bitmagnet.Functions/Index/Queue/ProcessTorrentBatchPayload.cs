using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bitmagnet.Functions.Index.Queue;

/// <summary>The payload of a <c>process_torrent_batch</c> job (bitmagnet contract §2).</summary>
/// <param name="InfoHashGreaterThan">Where the walk goes on: 40 hexadecimal characters, zeros at first.</param>
/// <param name="UpdatedBefore">RFC 3339 with nanoseconds, kept as text: a .NET time holds 100 ns.</param>
public sealed record ProcessTorrentBatchPayload(string InfoHashGreaterThan, string UpdatedBefore)
{
    /// <summary>0 default, 1 rematch.</summary>
    public long ClassifyMode { get; init; }

    /// <summary>Workflow; empty: the configured one.</summary>
    public string ClassifierWorkflow { get; init; } = "";

    /// <summary>Flags.</summary>
    public ClassifierFlags Flags { get; init; } = ClassifierFlags.None;

    /// <summary>Torrents a batch job walks.</summary>
    public long ChunkSize { get; init; } = 10_000;

    /// <summary>Torrents a made job holds.</summary>
    public long BatchSize { get; init; } = 100;

    /// <summary>Content types to reprocess, null for none known; empty: all.</summary>
    public IReadOnlyList<string?> ContentTypes { get; init; } = [];

    /// <summary>Only torrents without a row.</summary>
    public bool Orphans { get; init; }

    /// <summary>Reads a payload, whatever the order and spacing of its fields.</summary>
    /// <returns>Null where bitmagnet would not understand it, or where it has a field that this class does not know and would lose.</returns>
    public static ProcessTorrentBatchPayload? TryParse(string json)
    {
        using var document = PayloadFields.Open(json);
        if (document is null)
        {
            return null;
        }

        var fields = new PayloadFields(document.RootElement);
        if (!InfoHash.TryParse(fields.Text("InfoHashGreaterThan"), out var after) || fields.Text("UpdatedBefore") is not { } before)
        {
            return null;
        }

        var types = fields.Items("ContentTypes");
        var payload = new ProcessTorrentBatchPayload(after.Hex, before)
        {
            ClassifyMode = fields.Number("ClassifyMode", 0),
            ClassifierWorkflow = fields.Text("ClassifierWorkflow") ?? "",
            Flags = fields.Flags(),
            ChunkSize = fields.Number("ChunkSize", 0),
            BatchSize = fields.Number("BatchSize", 0),
            ContentTypes = [.. types.Select(type => type.ValueKind == JsonValueKind.String ? type.GetString() : null)],
            Orphans = fields.Flag("Orphans"),
        };
        return fields.AreAllRead && types.All(type => type.ValueKind is JsonValueKind.String or JsonValueKind.Null) ? payload : null;
    }

    /// <summary>The compact JSON that bitmagnet itself would write.</summary>
    public string ToJson()
    {
        var json = new StringBuilder("{\"InfoHashGreaterThan\":\"").Append(InfoHashGreaterThan).Append("\",\"UpdatedBefore\":");
        GoJson.AppendString(json, UpdatedBefore);
        if (ClassifyMode != 0)
        {
            json.Append(CultureInfo.InvariantCulture, $",\"ClassifyMode\":{ClassifyMode}");
        }

        if (ClassifierWorkflow.Length > 0)
        {
            json.Append(",\"ClassifierWorkflow\":");
            GoJson.AppendString(json, ClassifierWorkflow);
        }

        if (!Flags.IsEmpty)
        {
            json.Append(",\"ClassifierFlags\":");
            Flags.AppendTo(json);
        }

        json.Append(CultureInfo.InvariantCulture, $",\"ChunkSize\":{ChunkSize},\"BatchSize\":{BatchSize}");
        if (ContentTypes.Count > 0)
        {
            json.Append(",\"ContentTypes\":");
            GoJson.AppendList(json, ContentTypes, AppendType);
        }

        return json.Append(Orphans ? ",\"Orphans\":true}" : "}").ToString();
    }

    private static void AppendType(StringBuilder target, string? type)
    {
        if (type is null)
        {
            target.Append("null");
        }
        else
        {
            GoJson.AppendString(target, type);
        }
    }
}
