namespace Bitmagnet.Functions.Releases;

/// <summary>Reads the ids that media managers and indexers put into names.</summary>
internal static class IdReader
{
    /// <summary>The ids of a name in order, each once.</summary>
    public static IReadOnlyList<ExternalId> Read(TokenizedName name)
    {
        if (!name.Lower.Contains("db", StringComparison.Ordinal) && !name.Lower.Contains("tt", StringComparison.Ordinal))
        {
            return [];
        }

        List<ExternalId>? ids = null;
        for (var i = 0; i < name.Count; i++)
        {
            var word = name.Word(i);
            var id = IsImdb(word) ? new ExternalId("imdb", word.ToString())
                : IsGlued(word) ? new ExternalId(word[..4].ToString(), word[4..].ToString())
                : IsLabel(word, name.Word(i + 1)) && !IsImdb(name.Word(i + 1)) ? new ExternalId(word[..4].ToString(), $"{(word[0] == 'i' ? "tt" : "")}{name.Word(i + 1)}")
                : word is "themoviedb" && name.Word(i + 1) is "org" && name.Word(i + 2) is "movie" or "tv" && name.Number(i + 3) > 0 ? new ExternalId("tmdb", name.Word(i + 3).ToString())
                : null;
            if (id is not null && ids?.Contains(id) != true)
            {
                (ids ??= []).Add(id);
            }
        }

        return ids ?? (IReadOnlyList<ExternalId>)[];
    }

    /// <summary>Whether a word is the label of the id in the next word: "tmdbid-97020".</summary>
    public static bool IsLabel(ReadOnlySpan<char> word, ReadOnlySpan<char> next) =>
        word is "tmdb" or "tmdbid" or "tvdb" or "tvdbid" or "imdb" or "imdbid"
        && (IsImdb(next) || ((word[0] == 't' ? next.Length is > 0 and < 9 : next.Length is 7 or 8) && Digits.Leading(next) == next.Length));

    /// <summary>"tmdb603": an id without a separator from its label.</summary>
    public static bool IsGlued(ReadOnlySpan<char> word) =>
        word.Length is > 4 and < 13 && (word.StartsWith("tmdb") || word.StartsWith("tvdb")) && Digits.Leading(word[4..]) == word.Length - 4;

    /// <summary>Whether a name consists of an id alone.</summary>
    public static bool IsAlone(TokenizedName name) =>
        name.Count == 1 ? IsImdb(name.Word(0)) || IsGlued(name.Word(0)) : name.Count == 2 && IsLabel(name.Word(0), name.Word(1));

    /// <summary>"tt" and seven digits or more.</summary>
    public static bool IsImdb(ReadOnlySpan<char> word) =>
        word.Length is >= 9 and <= 11 && word[0] == 't' && word[1] == 't' && Digits.Leading(word[2..]) == word.Length - 2;
}
