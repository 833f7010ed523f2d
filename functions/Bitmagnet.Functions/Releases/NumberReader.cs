namespace Bitmagnet.Functions.Releases;

/// <summary>Reads bare episode numbers, as anime releases have them: "[Group] Show - 07v2 [1080p]", "Show - 1071", "[05]", "Show 245 [720p]".</summary>
internal static class NumberReader
{
    /// <summary>Reads the number at a word; returns the index behind it, or the same index.</summary>
    /// <param name="name">The name.</param>
    /// <param name="index">The word, not the title's first.</param>
    /// <param name="hasGroup">A release group in brackets stands in front, as in anime releases.</param>
    /// <param name="set">What to add to.</param>
    public static int Read(TokenizedName name, int index, bool hasGroup, EpisodeSet set)
    {
        var digits = Digits.Leading(name.Word(index));
        if (digits is < 1 or > 4 || (digits < name.Word(index).Length && name.Word(index)[digits] != 'v'))
        {
            return index;
        }

        var cursor = new Cursor(name.Lower, name.Tokens[index].Start);
        cursor.Number(1, 4, out var number);
        if (YearReader.IsYear(number) && digits == 4)
        {
            return index;
        }

        var gap = name.Gap(index);
        var dashed = gap.Contains(" - ", StringComparison.Ordinal) || gap is "_-_" or ".-.";
        var bracketed = name.OpensGroup(index) && (hasGroup || name.Tokens[index].Bracket == '[') && IsAlone(name, index);
        if (bracketed && (digits >= 2 || name.Number(index + 1) > number))
        {
            return Add(name, index, number, set);
        }

        if (digits < 2 && !hasGroup && !set.HasSeasons || !IsFollowed(name, index))
        {
            return index;
        }

        // "One.Piece.1071.1080p", "Show 05 [720p]", "Show 001-167": films have no such numbers at the end of their titles.
        var isPadded = digits >= 2 && name.Word(index)[0] == '0' && (digits == 2 || name.Number(index + 1) > number);
        if (dashed || isPadded || gap.Contains('#') || (digits == 4 && number is >= 1000 and < YearReader.Earliest && EndsTitle(name, index)))
        {
            return Add(name, index, number, set);
        }

        if (hasGroup && digits is 2 or 3 && gap is " " or "_" && EndsTitle(name, index))
        {
            return Add(name, index, number, set);
        }

        // "Show.102.HDTV": season and episode in one number, as older scene releases have it.
        if (digits == 3 && number % 100 != 0 && !set.HasSeasons && gap is "." && name.Word(index + 1) is "hdtv" or "pdtv" or "dsr" or "dsrip")
        {
            set.AddSeasons(number / 100, number / 100);
            set.AddEpisodes(number % 100, number % 100);
            return index + 1;
        }

        return index;
    }

    private static int Add(TokenizedName name, int index, int number, EpisodeSet set)
    {
        var cursor = new Cursor(name.Lower, name.Tokens[index].Start);
        cursor.Number(1, 4, out _);
        if (cursor.Take("v"))
        {
            cursor.Number(1, 1, out _);
        }

        var end = MarkerReader.ReadEpisodes(cursor, number, set, MarkerReader.NoPrefix);
        var next = WordMarkerReader.IndexAt(name, index + 1, end);
        if (next == index + 1 && name.Number(next) > number && name.Gap(next) is " - " or " ~ " or "-" && !YearReader.IsYear(name.Number(next)))
        {
            set.AddEpisodes(number, name.Number(next));
            next++;
        }

        return next;
    }

    /// <summary>The group has nothing but numbers and END.</summary>
    private static bool IsAlone(TokenizedName name, int index)
    {
        var end = name.GroupEnd(index);
        if (end - index > 5)
        {
            return false;
        }

        for (var i = index + 1; i < end; i++)
        {
            if (name.Number(i) < 0 && name.Word(i) is not ("end" or "fin" or "完" or "v2" or "合集" or "全集" or "ova" or "ovas" or "special" or "specials" or "sp"))
            {
                return false;
            }
        }

        return index > 0;
    }

    private static bool IsFollowed(TokenizedName name, int index) =>
        index + 1 >= name.Count || IsHalf(name, index + 1) || EndsTitle(name, index) || name.Gap(index + 1).ContainsAny("-~") || name.Word(index + 1) is "end" or "final" or "fin"
        || Vocabulary.Of(name, index + 1) is Mark.Noise or Mark.Dubbing or Mark.Soft;

    /// <summary>"05.5": recaps between two episodes.</summary>
    private static bool IsHalf(TokenizedName name, int index) => name.Gap(index) is "." && name.Word(index) is "5";

    private static bool EndsTitle(TokenizedName name, int index) =>
        index + 1 >= name.Count
        || (name.OpensGroup(index + 1) && !YearReader.IsYear(name.Number(index + 1)))
        || Vocabulary.Of(name, index + 1) == Mark.Noise;
}
