using System.Text.RegularExpressions;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>
/// bitmagnet's best match (bitmagnet contract §3) for comparison: the smallest Levenshtein distance of title and original title, 0 to 5,
/// whatever their length (a swap counts as one, in its favour). The search is restricted to the year, and a film without one is not looked
/// up.
/// </summary>
internal static partial class BitmagnetRule
{
    public static Candidate? Decide(Reading reading, IReadOnlyList<Candidate> candidates)
    {
        if (reading is { Kind: ReleaseKind.Movie, Year: null })
        {
            return null;
        }

        Candidate? best = null;
        var least = 6;
        var name = Normalise(reading.Title);
        foreach (var candidate in candidates.Where(candidate => reading.Year is null || candidate.Year == reading.Year))
        {
            var distance = Math.Min(
                EditDistance.Between(name, Normalise(candidate.Title)), EditDistance.Between(name, Normalise(candidate.OriginalTitle ?? "")));
            if (distance < least)
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    private static string Normalise(string title) => string.Join(' ', Token().Matches(title.ToLowerInvariant()).Select(match => match.Value));

    [GeneratedRegex(@"[('""]?\w+(?:['-]\w+)*[,;:?!\-)'""]?")]
    private static partial Regex Token();
}
