namespace Bitmagnet.Functions.Matching;

/// <summary>What to ask where a title finds nothing at all. Pure.</summary>
internal static class WiderQuery
{
    /// <summary>
    /// The query without the sequel's number, which the title may spell in another way ("Rocky 2" is "Rocky II", "Dune Part 2" is "Dune: Part
    /// Two"), or without the country of a series ("Ghosts UK"); null where it ends in neither. Number and country still have to agree with
    /// what is found. A plain 1 stays, since a title without it agrees ("Studio 1" is not "Studio").
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="endsInCountry">Whether the last word is the country of a series.</param>
    public static string? Of(string query, bool endsInCountry)
    {
        var words = query.Split(' ');
        var isLabelled = words.Length > 2 && TitleVocabulary.NumberLabels.Contains(words[^2]);
        var isDropped = IsNumber(words[^1], isLabelled) || endsInCountry;
        return isDropped && words.Length > 1 ? string.Join(' ', words[..(isLabelled ? ^2 : ^1)]) : null;
    }

    private static bool IsNumber(string word, bool isLabelled) =>
        (word is [>= '1' and <= '9'] or [>= '1' and <= '9', >= '0' and <= '9'] && (word != "1" || isLabelled))
        || TitleVocabulary.RomanNumerals.ContainsKey(word)
        || (isLabelled && (TitleVocabulary.NumberWords.ContainsKey(word) || TitleVocabulary.LabelledNumberWords.ContainsKey(word)));
}
