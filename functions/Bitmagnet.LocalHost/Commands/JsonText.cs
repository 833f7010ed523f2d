using System.Globalization;
using System.Text.Json;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Turns values of an answer into text for a person. Pure.</summary>
internal static class JsonText
{
    public const string None = "-";

    /// <summary>The value at a dotted path; null if any part of it is absent or null.</summary>
    public static JsonElement? At(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element) || element.ValueKind == JsonValueKind.Null)
            {
                return null;
            }
        }

        return element;
    }

    /// <summary>The value as text: numbers with thousands separators, times in UTC to the second, lists with commas.</summary>
    public static string Text(this JsonElement element, string path) => element.At(path) is { } value ? Text(value) : None;

    /// <summary>A number with its noun: <c>1 job</c>.</summary>
    public static string Count(this JsonElement element, string path, string one, string? many = null) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } number ? Counted.Of(number.GetInt64(), one, many) : None;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static string Percent(this JsonElement element, string path) =>
        element.At(path) is { } value ? value.GetDouble().ToString("P1", CultureInfo.InvariantCulture) : None;

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole.ToString("N0", CultureInfo.InvariantCulture),
        JsonValueKind.Number => value.GetDouble().ToString("N1", CultureInfo.InvariantCulture),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.String when value.TryGetDateTimeOffset(out var time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        JsonValueKind.String => VisibleText.Of(value.GetString()!),
        _ => value.GetRawText(),
    };
}
