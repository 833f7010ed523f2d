using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>
/// Reads a message body: this application's envelope, or bitmagnet's own process_torrent payload
/// (<c>{"InfoHashes":["…"]}</c>, bitmagnet contract §2), from anyone. Pure.
/// </summary>
public static class MessageReader
{
    /// <summary>The most torrents in one message.</summary>
    public const int MaxInfoHashes = 1_000;

    /// <summary>Reads a body. Never throws.</summary>
    public static MessageReading Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            return Read(document.RootElement, body.Span);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with an unpaired surrogate cannot be transcoded.
            return Malformed("the body is not JSON; allowed: {\"InfoHashes\":[\"<40 hex>\", …]}");
        }
    }

    private static MessageReading Read(JsonElement root, ReadOnlySpan<byte> body)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Malformed($"the body is a JSON {Name(root)}; allowed: an object with InfoHashes");
        }

        var isEnvelope = root.TryGetProperty("infoHashes", out var list);
        if (!isEnvelope && !root.TryGetProperty("InfoHashes", out list))
        {
            return Malformed("InfoHashes is missing; allowed: an array of 1 to 1,000 info hashes");
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            return Malformed($"InfoHashes is a JSON {Name(list)}; allowed: an array of 1 to 1,000 info hashes");
        }

        var count = list.GetArrayLength();
        if (count is 0 or > MaxInfoHashes)
        {
            return Malformed($"InfoHashes has {count} elements; allowed: 1 to 1,000");
        }

        var hashes = new List<InfoHash>(count);
        var seen = new HashSet<InfoHash>(count);
        foreach (var element in list.EnumerateArray())
        {
            var text = Text(element);
            if (element.ValueKind != JsonValueKind.String || !InfoHash.TryParse(text, out var hash))
            {
                return Malformed($"InfoHashes[{hashes.Count}] is {Answer.Shown(text)}; allowed: a string of 40 hexadecimal characters");
            }

            if (!seen.Add(hash))
            {
                return Malformed($"InfoHashes[{hashes.Count}] repeats '{hash.Hex}'; allowed: each info hash once");
            }

            hashes.Add(hash);
        }

        return isEnvelope
            ? ReadEnvelope(root, hashes, body)
            : new MessageReading.Readable(new EnrichmentJob(JobLedger.IdOfBody(body), hashes, 0, 0, false, null));
    }

    private static MessageReading ReadEnvelope(JsonElement root, List<InfoHash> hashes, ReadOnlySpan<byte> body)
    {
        var bodyId = JobLedger.IdOfBody(body);
        var id = bodyId;
        if (root.TryGetProperty("id", out var idElement))
        {
            id = Text(idElement);
            if (idElement.ValueKind != JsonValueKind.String || !JobIds.IsAllowed(id))
            {
                return Malformed($"id is {Answer.Shown(id)}; allowed: {JobIds.Allowed}");
            }
        }

        string?[] problems = [ReadCount(root, "attempts", out var attempts), ReadCount(root, "deferrals", out var deferrals)];
        if (Array.Find(problems, problem => problem is not null) is { } first)
        {
            return Malformed(first);
        }

        var trace = root.TryGetProperty("traceparent", out var traced) && traced.ValueKind == JsonValueKind.String ? traced.GetString() : null;
        return new MessageReading.Readable(new EnrichmentJob(id, hashes, attempts, deferrals, IsTrue(root, "fed"), trace)
        {
            BodyId = bodyId,
            Asked = IsTrue(root, "asked"),
            Force = IsTrue(root, "force"),
            TopUp = IsTrue(root, "topUp"),
            Since = root.TryGetProperty("since", out var since) && since.ValueKind == JsonValueKind.String && since.TryGetDateTimeOffset(out var at) ? at : null,
        });
    }

    private static bool IsTrue(JsonElement root, string name) => root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.True;

    /// <summary>What is wrong with a count; null: nothing. A missing count is 0.</summary>
    private static string? ReadCount(JsonElement root, string name, out int count)
    {
        count = 0;
        return !root.TryGetProperty(name, out var element)
            || (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out count) && count >= 0)
            ? null
            : $"{name} is {Answer.Shown(Text(element))}; allowed: a whole number from 0 to {int.MaxValue}";
    }

    private static MessageReading.Malformed Malformed(string problem) => new(problem);

    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    private static string Name(JsonElement element) => element.ValueKind.ToString().ToLowerInvariant();
}

/// <summary>The reading of a message body: a job, or malformed. A closed type.</summary>
public abstract record MessageReading
{
    private MessageReading()
    {
    }

    /// <summary>The body is a job.</summary>
    /// <param name="Job">The job.</param>
    public sealed record Readable(EnrichmentJob Job) : MessageReading;

    /// <summary>The body is not a job.</summary>
    /// <param name="Problem">What is wrong and what is allowed, for a person.</param>
    public sealed record Malformed(string Problem) : MessageReading;
}
