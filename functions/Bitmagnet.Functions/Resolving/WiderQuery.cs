using Bitmagnet.Functions.Matching;

namespace Bitmagnet.Functions.Resolving;

/// <summary>What to ask where a title is not found. Pure.</summary>
internal static class WiderQuery
{
    /// <summary>
    /// The query without the sequel's number, which the title may spell in another way ("Rocky 2" is "Rocky II", "Dune Part 2" is "Dune: Part
    /// Two", "Home Alone II Lost in New York" is "Home Alone 2: …"), or without the country of a series ("Ghosts UK"); null where it has
    /// neither. Number and country still have to agree with what is found. A plain 1 stays, since a title without it agrees ("Studio 1" is
    /// not "Studio").
    /// </summary>
    public static string? Of(string query, bool endsInCountry)
    {
        var words = query.Split(' ');
        if (endsInCountry && words.Length > 1)
        {
            return string.Join(' ', words[..^1]);
        }

        for (var at = words.Length - 1; at > 0; at--)
        {
            var isLabelled = TitleVocabulary.NumberLabels.Contains(words[at - 1]);
            if (IsNumber(words[at], isLabelled))
            {
                // "Part 2" alone is a title.
                var rest = words.Where((_, index) => index != at && !(isLabelled && index == at - 1 && at > 1)).ToArray();
                return rest.Length > 0 ? string.Join(' ', rest) : null;
            }
        }

        return null;
    }

    private static bool IsNumber(string word, bool isLabelled) =>
        (word is [>= '1' and <= '9'] or [>= '1' and <= '9', >= '0' and <= '9'] && (word != "1" || isLabelled))
        || TitleVocabulary.RomanNumerals.ContainsKey(word)
        || (isLabelled && (TitleVocabulary.NumberWords.ContainsKey(word) || TitleVocabulary.LabelledNumberWords.ContainsKey(word)));
}
