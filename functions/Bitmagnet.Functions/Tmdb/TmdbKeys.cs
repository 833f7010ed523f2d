using System.Globalization;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Keys of look-ups: equal for look-ups that TMDB answers alike, and holding everything that changes the answer. Pure.</summary>
internal static class TmdbKeys
{
    /// <summary>Changes with the shape of what is stored.</summary>
    private const string Version = "2";

    /// <summary>
    /// A search. TMDB ignores case and white space, so the key does. Of a recent title "not found" ends sooner, so it is kept apart:
    /// what an older name was told is not believed.
    /// </summary>
    public static string Search(TmdbOptions options, TmdbSearch search, bool isRecent) =>
        Key(options, isRecent ? "search-recent" : "search", search.Kind, $"{Year(search)}/{Normalise(search.Query)}");

    /// <summary>Details.</summary>
    public static string Details(TmdbOptions options, TmdbKind kind, int id) =>
        Key(options, "details", kind, id.ToString(CultureInfo.InvariantCulture));

    /// <summary>An external id.</summary>
    public static string Find(TmdbOptions options, string source, string id, TmdbKind kind) => Key(options, "find", kind, $"{source}/{id}");

    /// <summary>A title without the differences that TMDB's search ignores.</summary>
    public static string Normalise(string title) => string.Join(
        ' ', title.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Year(TmdbSearch search) => search.Year?.ToString(CultureInfo.InvariantCulture);

    private static string Key(TmdbOptions options, string call, TmdbKind kind, string rest) =>
        $"{Version}/{options.HostFingerprint}/{call}/{kind}/{rest}";
}
