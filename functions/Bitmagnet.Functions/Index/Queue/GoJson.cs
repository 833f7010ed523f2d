using System.Buffers;

namespace Bitmagnet.Functions.Index.Queue;

/// <summary>
/// Writes JSON byte for byte as Go's encoding/json does with default settings, since bitmagnet's fingerprints are taken over it
/// (bitmagnet contract §2): no spaces, map keys sorted by their UTF-8 bytes, <c>&lt; &gt; &amp;</c> and U+2028, U+2029 escaped.
/// </summary>
internal static class GoJson
{
    // From here on Go switches a float64 to exponent form, as ECMAScript does.
    private const double LargestPlain = 1e21;
    private const double SmallestPlain = 1e-6;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code), .. "\"\\<>&\u2028\u2029"]);

    /// <summary>Map keys in Go's order: by UTF-8 bytes, which differs from UTF-16 order above U+FFFF.</summary>
    private static IComparer<string> KeyOrder { get; } = Comparer<string>.Create(
        (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    /// <summary>Appends a string with its quotes.</summary>
    private static void AppendString(StringBuilder target, string value)
    {
        target.Append('"');
        if (!value.AsSpan().ContainsAny(Escaped) && !value.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            target.Append(value).Append('"');
            return;
        }

        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => target.Append("\\\""),
                '\\' => target.Append(@"\\"),
                '\b' => target.Append(@"\b"),
                '\f' => target.Append(@"\f"),
                '\n' => target.Append(@"\n"),
                '\r' => target.Append(@"\r"),
                '\t' => target.Append(@"\t"),
                < 0x20 or '<' or '>' or '&' or 0x2028 or 0x2029 =>
                    target.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => target.Append(rune.ToString()),
            };
        }

        target.Append('"');
    }

    /// <summary>An object with members in the order given; one that is null is left out, as Go leaves out what is empty.</summary>
    public static string Object(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var json = new StringBuilder("{");
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                json.Append(json.Length == 1 ? "" : ",");
                AppendMember(json, name, value);
            }
        }

        return json.Append('}').ToString();
    }

    /// <summary>
    /// Any value as Go writes it after decoding it into an <c>any</c>: maps sorted, numbers as float64; or a whole number.
    /// </summary>
    private static void Append(StringBuilder target, object? value)
    {
        switch (value)
        {
            case JsonElement { ValueKind: JsonValueKind.Object } map:
                Append(target, map.EnumerateObject().ToDictionary(member => member.Name, member => member.Value));
                break;
            case JsonElement { ValueKind: JsonValueKind.Array } list:
                Append(target, list.EnumerateArray().Cast<object>());
                break;
            case JsonElement { ValueKind: JsonValueKind.String } text:
                AppendString(target, text.GetString()!);
                break;
            case JsonElement { ValueKind: JsonValueKind.Number } number:
                target.Append(Number(number.GetDouble()));
                break;
            case JsonElement other:
                target.Append(other.GetRawText()); // true, false, null
                break;
            case string text:
                AppendString(target, text);
                break;
            case IReadOnlyDictionary<string, JsonElement> map:
                var sorted = map.OrderBy(member => member.Key, KeyOrder);
                AppendAll(target, '{', sorted, member => AppendMember(target, member.Key, member.Value), '}');
                break;
            case IEnumerable<object?> items:
                AppendAll(target, '[', items, item => Append(target, item), ']');
                break;
            default:
                target.Append(value is null ? "null" : value is true ? "true" : Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendMember(StringBuilder target, string name, object value)
    {
        AppendString(target, name);
        target.Append(':');
        Append(target, value);
    }

    private static void AppendAll<T>(StringBuilder target, char open, IEnumerable<T> items, Action<T> append, char close)
    {
        target.Append(open);
        var separator = "";
        foreach (var item in items)
        {
            target.Append(separator);
            append(item);
            separator = ",";
        }

        target.Append(close);
    }

    private static string Number(double value)
    {
        var size = Math.Abs(value);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        if (size == 0 || (size is >= SmallestPlain and < LargestPlain))
        {
            // A decimal holds every shortest form in this range save the very long ones, which are whole.
            return shortest.Contains('E', StringComparison.Ordinal)
                ? decimal.TryParse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain)
                    ? plain.ToString(CultureInfo.InvariantCulture)
                    : value.ToString("F0", CultureInfo.InvariantCulture)
                : shortest;
        }

        // Go: 1e+21 and 1e-7, an exponent of one digit without a leading zero.
        var parts = shortest.Split('E');
        return $"{parts[0]}e{parts[1][0]}{parts[1][1..].TrimStart('0')}";
    }
}
