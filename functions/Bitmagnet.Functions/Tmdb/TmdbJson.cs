namespace Bitmagnet.Functions.Tmdb;

/// <summary>Reads TMDB's records tolerantly: an absent, null or mistyped value is null, never an exception.</summary>
internal static class TmdbJson
{
    /// <summary>A property of an object; null if either is missing or null.</summary>
    public static JsonElement? Get(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A text without NUL characters, which PostgreSQL refuses; null if empty.</summary>
    public static string? Text(JsonElement element, string name) => Get(element, name) is { } value ? Text(value) : null;

    /// <summary>A whole number that fits 64 bits; 8.0 is one, and so is "8".</summary>
    public static long? Long(JsonElement element, string name) => Get(element, name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDecimal(out var number)
            && number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue => (long)number,
        { ValueKind: JsonValueKind.String } when long.TryParse(
            Text(element, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>A whole number that fits 32 bits.</summary>
    public static int? Int(JsonElement element, string name) =>
        Long(element, name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>A number in single precision, widened as in bitmagnet (8.2 is 8.199999809265137); 0 if absent.</summary>
    public static double Single(JsonElement element, string name) =>
        Get(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && float.IsFinite((float)number)
            ? (float)number
            : 0;

    /// <summary>Whether the value is true.</summary>
    public static bool Flag(JsonElement element, string name) => Get(element, name) is { ValueKind: JsonValueKind.True };

    /// <summary>A date; null for "", "0000-00-00" and impossible days.</summary>
    public static DateOnly? Date(JsonElement element, string name) =>
        DateOnly.TryParseExact(Text(element, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>The texts of an array; none if there is no array.</summary>
    public static IEnumerable<string> Texts(JsonElement element, string name) => Get(element, name) is { ValueKind: JsonValueKind.Array } array
        ? array.EnumerateArray().Select(Text).OfType<string>()
        : [];

    /// <summary>The objects of a list; other items are left out.</summary>
    public static IEnumerable<JsonElement> Objects(JsonElement element, params ReadOnlySpan<string> path)
    {
        JsonElement? at = element;
        foreach (var name in path)
        {
            at = at is { } inner ? Get(inner, name) : null;
        }

        return at is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];
    }

    private static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            var text = value.GetString()!.Replace("\0", "", StringComparison.Ordinal);
            return text.Length == 0 ? null : text;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair is not a text.
        }
    }
}
