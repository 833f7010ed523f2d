using System.Text.RegularExpressions;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Recognises TMDB errors in a job's error text.</summary>
/// <remarks>
/// bitmagnet writes <c>TMDB request failed: 429 Too Many Requests</c> for an answer that is no success, Go's
/// <c>Get "https://host/3/search/movie?api_key=…": …</c> for a call without an answer (any host: TMDB_BASE_URL may be a proxy),
/// and a bare parser message for half an answer, a page of HTML or undeclared gzip. A job holds up to 100 torrents, with their errors joined by
/// line breaks; one error of TMDB's is enough, since outside services then stand in the job's way.
/// </remarks>
public static partial class TmdbErrors
{
    /// <summary>Whether the error text holds a TMDB error.</summary>
    public static bool Explain(string? error) => !string.IsNullOrEmpty(error) && Pattern().IsMatch(error);

    [GeneratedRegex(
        """
        \btmdb\b | themoviedb\.org | \bapi\.tmdb\.org
        | default\ api\ key\ is\ invalid
        | Get\ "[^"]*/(?: search/(?:movie|tv) | (?:movie|tv)/\d+ | find/[^"/]+ | authentication )(?: \?[^"]* )?":
        | rate:\ Wait\(n=\d+\)
        | parsing\ time\ "[^"]*"(?: :\ month\ out\ of\ range | :\ day\ out\ of\ range | \ as\ "2006-01-02" )
        | invalid\ character\ '(?:<|\\x1f)'\ looking\ for\ beginning\ of\ value | unexpected\ end\ of\ JSON\ input
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
