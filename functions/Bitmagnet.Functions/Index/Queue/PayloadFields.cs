using System.Text.Json;

namespace Bitmagnet.Functions.Index.Queue;

/// <summary>Takes the fields of a payload one by one, and knows whether any was left, doubled or of another kind.</summary>
internal sealed class PayloadFields
{
    private readonly Dictionary<string, JsonElement> left = [];
    private bool isValid = true;

    /// <summary>Over an object.</summary>
    public PayloadFields(JsonElement payload)
    {
        foreach (var property in payload.EnumerateObject())
        {
            isValid &= left.TryAdd(property.Name, property.Value);
        }
    }

    /// <summary>True where every field was taken, each of its kind.</summary>
    public bool AreAllRead => isValid && left.Count == 0;

    /// <summary>Parses a JSON object; null if the text is not one.</summary>
    public static JsonDocument? Open(string json)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null; // The callers' closed answer for what is not a payload.
        }
    }

    public long Number(string name, long fallback)
    {
        if (!left.Remove(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            return number;
        }

        isValid = false;
        return fallback;
    }

    public string? Text(string name)
    {
        if (!left.Remove(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        isValid &= value.ValueKind == JsonValueKind.String;
        return isValid ? value.GetString() : null;
    }

    public bool Flag(string name)
    {
        if (!left.Remove(name, out var value))
        {
            return false;
        }

        isValid &= value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null;
        return value.ValueKind == JsonValueKind.True;
    }

    public ClassifierFlags Flags()
    {
        if (!left.Remove("ClassifierFlags", out var value))
        {
            return ClassifierFlags.None;
        }

        var flags = ClassifierFlags.Read(value);
        isValid &= flags is not null;
        return flags ?? ClassifierFlags.None;
    }

    public IReadOnlyList<JsonElement> Items(string name)
    {
        if (!left.Remove(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        isValid &= value.ValueKind == JsonValueKind.Array;
        return isValid ? [.. value.EnumerateArray()] : [];
    }
}
