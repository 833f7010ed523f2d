namespace Bitmagnet.Functions.Tmdb;

/// <summary>Ids of other databases, as strangers write them into hints. Pure.</summary>
internal static class TmdbIds
{
    private const int MostDigits = 12;

    /// <summary>Whether TMDB could know a title by it: an imdb id of a title (<c>tt0133093</c>), or a tvdb id (<c>81189</c>).</summary>
    public static bool IsExternal(string source, string id) => source switch
    {
        "imdb" => id.StartsWith("tt", StringComparison.Ordinal) && IsNumber(id.AsSpan(2)),
        "tvdb" => IsNumber(id),
        _ => false,
    };

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length is > 0 and <= MostDigits && !text.ContainsAnyExceptInRange('0', '9');
}
