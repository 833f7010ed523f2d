using Bitmagnet.Functions.Matching;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Keys of look-ups, with everything that changes TMDB's answer and nothing else. Pure.</summary>
internal static class TmdbKeys
{
    /// <summary>Changes with the format of stored answers.</summary>
    private const string Version = "2";

    /// <summary>
    /// The key of a search. TMDB ignores case and white space, and so does the key. Recent titles have keys of their own, since "not found"
    /// expires sooner for them.
    /// </summary>
    public static string Search(TmdbOptions options, TmdbSearch search, bool isRecent) =>
        Key(options, isRecent ? "search-recent" : "search", search.Kind, $"{Year(search)}/{Normalise(search.Query)}");

    /// <summary>The key of details.</summary>
    public static string Details(TmdbOptions options, TmdbKind kind, int id) =>
        Key(options, "details", kind, id.ToString(CultureInfo.InvariantCulture));

    /// <summary>The key of an external id.</summary>
    public static string Find(TmdbOptions options, string source, string id, TmdbKind kind) => Key(options, "find", kind, $"{source}/{id}");

    /// <summary>
    /// The group of a title, which has one row of the cache: the searches for it, of both kinds and any year, and the details of what is
    /// called so, lie together, since one look-up needs them.
    /// </summary>
    public static string Group(string title) => TitleNormaliser.Normalise(title).Key;

    /// <summary>A title without the differences that TMDB's search ignores.</summary>
    public static string Normalise(string title) => string.Join(
        ' ', title.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Year(TmdbSearch search) => search.Year?.ToString(CultureInfo.InvariantCulture);

    private static string Key(TmdbOptions options, string call, TmdbKind kind, string rest) =>
        $"{Version}/{options.HostFingerprint}/{call}/{kind}/{rest}";
}
