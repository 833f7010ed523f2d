namespace Bitmagnet.Functions.Tmdb;

/// <summary>Checks ids of other databases, which strangers write into hints. Pure.</summary>
internal static class TmdbIds
{
    private const int MostDigits = 12;

    /// <summary>Whether TMDB can find a title by the id: a title's imdb id (<c>tt0133093</c>) or a tvdb id (<c>81189</c>).</summary>
    public static bool IsExternal(string source, string id) => source switch
    {
        "imdb" => id.StartsWith("tt", StringComparison.Ordinal) && IsNumber(id.AsSpan(2)),
        "tvdb" => IsNumber(id),
        _ => false,
    };

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length is > 0 and <= MostDigits && !text.ContainsAnyExceptInRange('0', '9');
}
