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
            var id = IsImdb(name.Word(i)) ? new ExternalId("imdb", name.Word(i).ToString())
                : IsLabel(name.Word(i), name.Word(i + 1)) && !IsImdb(name.Word(i + 1)) ? new ExternalId(name.Word(i)[..4].ToString(), name.Word(i + 1).ToString())
                : null;
            if (id is not null && ids?.Contains(id) != true)
            {
                (ids ??= []).Add(id);
            }
        }

        return ids ?? (IReadOnlyList<ExternalId>)[];
    }

    /// <summary>Whether a word is the label of an id that the next one gives: "tmdbid-97020".</summary>
    public static bool IsLabel(ReadOnlySpan<char> word, ReadOnlySpan<char> next) =>
        word is "tmdb" or "tmdbid" or "tvdb" or "tvdbid" or "imdb" or "imdbid"
        && (IsImdb(next) || (word[0] == 't' && next.Length is > 0 and < 9 && Digits.Leading(next) == next.Length));

    /// <summary>"tt" and seven digits or more.</summary>
    public static bool IsImdb(ReadOnlySpan<char> word) =>
        word.Length is >= 9 and <= 11 && word[0] == 't' && word[1] == 't' && Digits.Leading(word[2..]) == word.Length - 2;
}
