namespace Bitmagnet.Functions.Index;

/// <summary>The 62 languages that bitmagnet knows; any other code in its tables makes its readers fail (bitmagnet contract §1).</summary>
public static class Languages
{
    /// <summary>Codes in the order of their English names, in which bitmagnet writes torrent_contents.languages (bitmagnet contract §4).</summary>
    private static readonly string[] ByName =
        ("af ar hy az eu be bs bg ca ce zh co hr cs da nl en et fi fr ka de el he hi hu is id it ja ko ku lv lt mk ms ml mt mi mn no fa pl pt ro ru "
        + "sm sa sr sk sl so es sv ta th tr uk vi cy yi zu").Split(' ');

    /// <summary>The codes that bitmagnet knows.</summary>
    public static IReadOnlyCollection<string> Known { get; } = new HashSet<string>(ByName, StringComparer.Ordinal);

    /// <summary>TMDB's code as bitmagnet would store it: lower case, cn as zh; null where bitmagnet does not know it (bitmagnet contract §4).</summary>
    public static string? Normalise(string? code)
    {
        var lower = code?.ToLowerInvariant();
        lower = lower == "cn" ? "zh" : lower;
        return lower is not null && Known.Contains(lower) ? lower : null;
    }

    /// <summary>
    /// torrent_contents.languages, whose JSON exists or not, once content of an original language is attached. Always an array, sorted,
    /// without codes that bitmagnet cannot read.
    /// </summary>
    public static string Merge(string? existing, string? original, LanguageRule rule)
    {
        var codes = Read(existing).ToHashSet(StringComparer.Ordinal);
        if (Normalise(original) is { } language)
        {
            if (rule == LanguageRule.Alone)
            {
                codes.Clear();
            }

            if (codes.Count == 0 || rule == LanguageRule.Joins)
            {
                codes.Add(language);
            }
        }

        return Of(codes);
    }

    /// <summary>torrent_contents.languages of these codes: sorted, without codes that bitmagnet cannot read.</summary>
    public static string Of(IReadOnlyCollection<string> codes) =>
        $"[{string.Join(", ", ByName.Where(codes.Contains).Select(code => $"\"{code}\""))}]";

    /// <summary>The known codes of a column's JSON; none where it is null or no list of them.</summary>
    public static IReadOnlyList<string> Read(string? json)
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            return JsonElement.Parse(json) is { ValueKind: JsonValueKind.Array } list
                ? [.. list.EnumerateArray()
                    .Where(item => item.ValueKind == JsonValueKind.String)
                    .Select(item => item.GetString()!)
                    .Where(Known.Contains)]
                : [];
        }
        catch (JsonException)
        {
            return []; // nested deeper than 64 levels, or cut off: no list of languages
        }
    }
}
