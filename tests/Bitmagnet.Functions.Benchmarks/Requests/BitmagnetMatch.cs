using System.Text.RegularExpressions;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>bitmagnet's best match (bitmagnet contract §3): the smallest distance of title or original title, if it is below 6. Pure.</summary>
internal static partial class BitmagnetMatch
{
    /// <summary>The best candidate, or the first of equals; null if none is near.</summary>
    /// <param name="title">The base title.</param>
    /// <param name="candidates">In the order of the answer.</param>
    /// <param name="names">Title and original title of a candidate.</param>
    public static T? Best<T>(string title, IEnumerable<T> candidates, Func<T, (string Title, string OriginalTitle)> names)
        where T : class
    {
        T? best = null;
        var least = 6;
        var name = Normalise(title);
        foreach (var candidate in candidates)
        {
            var (one, other) = names(candidate);
            var distance = Math.Min(EditDistance.Between(name, Normalise(one)), EditDistance.Between(name, Normalise(other)));
            (best, least) = distance < least ? (candidate, distance) : (best, least);
        }

        return best;
    }

    private static string Normalise(string title) => string.Join(' ', Word().Matches(title.ToLowerInvariant()).Select(match => match.Value));

    [GeneratedRegex(@"[('""]?\w+(?:['-]\w+)*[,;:?!\-)'""]?")]
    private static partial Regex Word();
}
