namespace Bitmagnet.Functions.Releases;

/// <summary>
/// Reads a word for episode and the number after it: Episode 2, Folge 12, Cap.102, episode-25, Part 2 of 3, Capítulo final.
/// </summary>
internal static class EpisodeWordReader
{
    private const int LongestTitle = 12;

    /// <summary>Reads the marker whose word stands at an index; returns the index behind it, or the same index.</summary>
    public static int Read(TokenizedName name, int index, EpisodeSet set)
    {
        if (name.Word(index + 1) is "final" or "finale" or "último" or "ultimo" or "última" or "ultima" && index > 0)
        {
            set.MarkSeries();
            return index + 2;
        }

        var cursor = new Cursor(name.Lower, index + 1 < name.Count ? name.Tokens[index + 1].Start : name.Lower.Length);
        if (!cursor.Number(1, 5, out var number) || !MarkerReader.Ends(cursor, MarkerReader.NoPrefix) || !IsCloseEpisode(name, index + 1))
        {
            number = EpisodeWords.Ordinal(name.Word(index + 1));
            if (number < 1 || !(name.Word(index) is "part" || (name.Word(index) is "episode" && set.HasSeasons && name.Word(index + 1).Length > 2)))
            {
                return index;
            }

            set.AddEpisodes(number, number);
            return index + 2;
        }

        var word = name.Word(index);
        var isCapitulo = word is "cap" or "capitulo" or "capítulo";
        if ((YearReader.IsYear(number) && !(isCapitulo && name.OpensGroup(index)))
            || (word is "episode" && !set.HasSeasons && name.Tokens[index + 1].Length == 1 && IsFilm(name, index + 2)))
        {
            return index;
        }

        if (isCapitulo && number >= 100 && (!set.HasSeasons || (set.Seasons().Count == 1 && set.Seasons()[0] == number / 100)))
        {
            // Spanish releases write season and episode as one number.
            set.AddSeasons(number / 100, number / 100);
            set.AddEpisodes(number % 100, number % 100);
            var second = name.Number(index + 2);
            if (second > number && second / 100 == number / 100 && name.Gap(index + 2) is "_" or "-")
            {
                set.AddEpisodes(number % 100, second % 100);
                return index + 3;
            }

            return index + 2;
        }

        if (!set.HasSeasons && name.Gap(index + 1) is " " && name.Gap(index + 2) is "." && name.Word(index + 2).Length == 2 && name.Number(index + 2) > 0)
        {
            // "Episode 1.22"
            set.AddSeasons(number, number);
            set.AddEpisodes(name.Number(index + 2), name.Number(index + 2));
            return index + 3;
        }

        cursor.At = MarkerReader.SkipVersion(cursor);
        var after = MarkerReader.ReadEpisodes(cursor, number, set, MarkerReader.NoPrefix);
        var next = WordMarkerReader.IndexAt(name, index + 2, after);
        if (next == index + 2 && name.Number(next) > number && name.Gap(next).Contains('-') && name.Gap(next).Length <= 3)
        {
            set.AddEpisodes(number, name.Number(next));
            next++;
        }

        return TotalReader.Skip(name, next);
    }

    /// <summary>
    /// Whether a part belongs to a miniseries: "Part 2 of 3", "Part 02", "Part.Two.HDTV". Otherwise it is a film's sequel.
    /// </summary>
    public static bool IsEpisodePart(TokenizedName name, int index) =>
        TotalReader.Skip(name, index + 2) > index + 2 || name.Word(index + 1) is ['0', _]
        || ((name.Number(index + 1) is > 0 and < 10 || EpisodeWords.Ordinal(name.Word(index + 1)) > 0) && PairReader.IsTelevision(name, index + 2));

    /// <summary>"Star Wars Episode 3 Revenge of the Sith 2005 1080p": words, then a year, then only technical words.</summary>
    private static bool IsFilm(TokenizedName name, int from)
    {
        var at = from;
        while (at < Math.Min(name.Count, from + LongestTitle) && !YearReader.IsYear(name.Number(at)) && name.Mark(at) == Mark.Word)
        {
            at++;
        }

        return at > from && YearReader.IsYear(name.Number(at)) && (at + 1 == name.Count || name.Mark(at + 1) != Mark.Word);
    }

    /// <summary>Whether the number directly follows its word, or a dash or bracket joins them: "episode-25", "Ep(01-10)".</summary>
    private static bool IsCloseEpisode(TokenizedName name, int index) =>
        WordMarkerReader.IsClose(name.Gap(index)) || name.Gap(index) is "-" || (name.Gap(index) is "(" && name.OpensGroup(index));
}
