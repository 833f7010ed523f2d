namespace Bitmagnet.Functions.Releases;

/// <summary>Reads season and episode with a letter between them: 1x02, 1x02-1x04, 8x01_02, 01E06, 2015x12, and 3x4 where it stands apart.</summary>
internal static class CrossReader
{
    /// <summary>Reads the marker that starts at a word; returns the index behind it, or the same index.</summary>
    public static int Read(TokenizedName name, int index, EpisodeSet set)
    {
        var cursor = new Cursor(name.Lower, name.Tokens[index].Start);
        if (!char.IsAsciiDigit(cursor.Current))
        {
            return index;
        }

        var digits = Digits.Leading(name.Word(index));
        var isYear = digits == 4;
        if (!cursor.Number(1, 4, out var season) || digits == 3 || (isYear && season is < 1930 or > YearReader.Latest))
        {
            return index;
        }

        var prefix = cursor.Take("x") ? "x" : digits == 2 && cursor.Take("e") ? "e" : "";
        var isShort = prefix is "x" && digits < 3 && (StandsApart(name, index) || IsOfFile(name, index, season, cursor.Current));
        if (prefix.Length == 0 || !cursor.Number(isShort ? 1 : 2, 3, out var number) || !(MarkerReader.Ends(cursor, prefix) || IsBeforeResolution(cursor))
            || number is 264 or 265 || (isYear && number > 366))
        {
            return index;
        }

        set.AddSeasons(season, season);
        var end = MarkerReader.ReadEpisodes(cursor, number, set, prefix);
        var next = WordMarkerReader.IndexAt(name, index + 1, end);
        if (next == index + 1 && name.Number(next) == number + 1 && name.Word(next).Length == 2 && name.Gap(next) is "_")
        {
            set.AddEpisodes(number, number + 1);
            next++;
        }

        return next;
    }

    /// <summary>"Show 1x1 Pilot.mkv": in a file name the episode's title follows. "4x4" is a car.</summary>
    private static bool IsOfFile(TokenizedName name, int index, int season, char episode) =>
        index > 0 && name.IsVideoFile && name.Gap(index) is " " or "." && name.Gap(index + 1) is " " or "." && (season == 1 || episode != '0' + season);

    /// <summary>"3x11m720p": a micro-encode.</summary>
    private static bool IsBeforeResolution(Cursor cursor) => cursor.Take("m") && cursor.Number(3, 4, out _) && cursor.Take("p") && cursor.AtBoundary;

    /// <summary>
    /// "Show - 3x4", "Show [3x4]", "Show 3x4" at the end. A single digit after the x may be part of a title ("The 4x4 Club") or a channel
    /// count, so something must set it apart.
    /// </summary>
    private static bool StandsApart(TokenizedName name, int index)
    {
        var before = name.Gap(index);
        var isLast = index + 1 >= name.Count;
        return index > 0
            ? before.Contains(" - ", StringComparison.Ordinal) || before.EndsWith("_-_", StringComparison.Ordinal) || before is ".-." || name.OpensGroup(index) || isLast
                || IsBeforeTag(name, index)
            : isLast || name.Gap(index + 1).Contains(" - ", StringComparison.Ordinal);
    }

    /// <summary>"Show 2x6-GRP", "Show 12x3 [HDTV]". "4x4" is a car.</summary>
    private static bool IsBeforeTag(TokenizedName name, int index)
    {
        var after = name.Gap(index + 1);
        return (after is "-" || after.Contains('['))
            && (name.Word(index) is [_, _, 'x', _] || (name.Word(index) is [var season, 'x', var episode] && season != episode));
    }
}
