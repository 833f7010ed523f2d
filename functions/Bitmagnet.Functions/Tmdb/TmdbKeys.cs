using System.Globalization;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Keys of look-ups: equal for look-ups that TMDB answers alike, and holding everything that changes the answer. Pure.</summary>
internal static class TmdbKeys
{
    /// <summary>Changes with the shape of what is stored.</summary>
    private const string Version = "1";

    /// <summary>A search. TMDB ignores case and white space, so the key does.</summary>
    public static string Search(TmdbOptions options, TmdbSearch search) => Key(
        options, "search", search.Kind, $"{search.Year?.ToString(CultureInfo.InvariantCulture)}/{Normalise(search.Query)}");

    /// <summary>Details.</summary>
    public static string Details(TmdbOptions options, TmdbKind kind, int id) =>
        Key(options, "details", kind, id.ToString(CultureInfo.InvariantCulture));

    /// <summary>An external id.</summary>
    public static string Find(TmdbOptions options, string source, string id, TmdbKind kind) => Key(options, "find", kind, $"{source}/{id}");

    /// <summary>A title without the differences that TMDB's search ignores.</summary>
    public static string Normalise(string title) => string.Join(
        ' ', title.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Key(TmdbOptions options, string call, TmdbKind kind, string rest) =>
        $"{Version}/{options.HostFingerprint}/{call}/{kind}/{rest}";
}
