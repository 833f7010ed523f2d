using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bitmagnet.Functions.Index.Queue;

/// <summary>The payload of a <c>process_torrent</c> job (bitmagnet contract §2).</summary>
/// <param name="InfoHashes">The torrents, in order.</param>
public sealed record ProcessTorrentPayload(IReadOnlyList<InfoHash> InfoHashes)
{
    /// <summary>0 default, 1 rematch.</summary>
    public long ClassifyMode { get; init; }

    /// <summary>Workflow; empty: the configured one.</summary>
    public string ClassifierWorkflow { get; init; } = "";

    /// <summary>Flags.</summary>
    public ClassifierFlags Flags { get; init; } = ClassifierFlags.None;

    /// <summary>Reads a payload, whatever the order and spacing of its fields.</summary>
    /// <returns>Null where bitmagnet would not understand it, or where it has a field that this class does not know and would lose.</returns>
    public static ProcessTorrentPayload? TryParse(string json)
    {
        using var document = PayloadFields.Open(json);
        if (document is null)
        {
            return null;
        }

        var fields = new PayloadFields(document.RootElement);
        var infoHashes = new List<InfoHash>();
        var payload = new ProcessTorrentPayload(infoHashes)
        {
            ClassifyMode = fields.Number("ClassifyMode", 0),
            ClassifierWorkflow = fields.Text("ClassifierWorkflow") ?? "",
            Flags = fields.Flags(),
        };
        foreach (var item in fields.Items("InfoHashes"))
        {
            if (item.ValueKind != JsonValueKind.String || !InfoHash.TryParse(item.GetString(), out var infoHash))
            {
                return null;
            }

            infoHashes.Add(infoHash);
        }

        return fields.AreAllRead && infoHashes.Count > 0 ? payload : null;
    }

    /// <summary>The compact JSON that bitmagnet itself would write.</summary>
    public string ToJson()
    {
        var json = new StringBuilder("{", 64 + (InfoHashes.Count * 43));
        if (ClassifyMode != 0)
        {
            json.Append(CultureInfo.InvariantCulture, $"\"ClassifyMode\":{ClassifyMode},");
        }

        if (ClassifierWorkflow.Length > 0)
        {
            json.Append("\"ClassifierWorkflow\":");
            GoJson.AppendString(json, ClassifierWorkflow);
            json.Append(',');
        }

        if (!Flags.IsEmpty)
        {
            json.Append("\"ClassifierFlags\":");
            Flags.AppendTo(json);
            json.Append(',');
        }

        json.Append("\"InfoHashes\":");
        GoJson.AppendList(json, InfoHashes, static (target, infoHash) => target.Append('"').Append(infoHash.Hex).Append('"'));
        return json.Append('}').ToString();
    }
}
