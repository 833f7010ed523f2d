using System.Globalization;
using System.Text;
using System.Text.Json;

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

    /// <summary>Map keys in Go's order: by UTF-8 bytes, which differs from UTF-16 order above U+FFFF.</summary>
    public static IComparer<string> KeyOrder { get; } = Comparer<string>.Create(
        (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    /// <summary>Appends a string with its quotes.</summary>
    public static void AppendString(StringBuilder target, string value)
    {
        target.Append('"');
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

    /// <summary>Appends any value as Go writes it after decoding it into an <c>any</c>: objects sorted, numbers as float64.</summary>
    public static void AppendValue(StringBuilder target, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(target, value.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value)));
                break;
            case JsonValueKind.Array:
                AppendList(target, value.EnumerateArray(), AppendValue);
                break;
            case JsonValueKind.String:
                AppendString(target, value.GetString()!);
                break;
            case JsonValueKind.Number:
                target.Append(Number(value.GetDouble()));
                break;
            default:
                target.Append(value.GetRawText()); // true, false, null
                break;
        }
    }

    /// <summary>Appends an object, its keys sorted.</summary>
    public static void AppendObject(StringBuilder target, IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        target.Append('{');
        var first = true;
        foreach (var (key, value) in members.OrderBy(member => member.Key, KeyOrder))
        {
            target.Append(first ? "" : ",");
            first = false;
            AppendString(target, key);
            target.Append(':');
            AppendValue(target, value);
        }

        target.Append('}');
    }

    /// <summary>Appends an array.</summary>
    public static void AppendList<T>(StringBuilder target, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        target.Append('[');
        var first = true;
        foreach (var item in items)
        {
            target.Append(first ? "" : ",");
            first = false;
            append(target, item);
        }

        target.Append(']');
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
        var (mantissa, exponent) = (shortest[..shortest.IndexOf('E', StringComparison.Ordinal)], shortest[(shortest.IndexOf('E', StringComparison.Ordinal) + 1)..]);
        return $"{mantissa}e{exponent[0]}{exponent[1..].TrimStart('0')}";
    }
}
