namespace Bitmagnet.Functions.Releases;

/// <summary>
/// Reads bare episode numbers as in anime releases: "[Group] Show - 07v2 [1080p]", "Show - 1071", "[05]", "Show 245 [720p]".
/// </summary>
internal static class NumberReader
{
    /// <summary>
    /// Reads the number at a word that is not the title's first; returns the index behind it, or the same index. Anime releases have a
    /// group in brackets first; "Show S21 999" is behind a season.
    /// </summary>
    public static int Read(TokenizedName name, int index, bool hasGroup, EpisodeSet set, bool isBehindSeason)
    {
        var word = name.Word(index);
        var digits = Digits.Leading(word);
        if (digits is < 1 or > 4 || (digits < word.Length && !IsVersioned(word[digits..])))
        {
            return index;
        }

        var cursor = new Cursor(name.Lower, name.Tokens[index].Start);
        cursor.Number(1, 4, out var number);
        var gap = name.Gap(index);
        var dashed = gap.Contains(" - ", StringComparison.Ordinal) || gap is "_-_" or ".-.";
        if ((YearReader.IsYear(number) && digits == 4) || (IsResolution(number) && !dashed))
        {
            return index;
        }

        var bracketed = name.OpensGroup(index) && (hasGroup || name.Tokens[index].Bracket == '[') && IsAlone(name, index);
        if (bracketed && (digits >= 2 || name.Number(index + 1) > number))
        {
            return Add(name, index, number, set);
        }

        var follows = name.Gap(index + 1);
        var isPlain = digits == word.Length && (gap is " " or "_" or "!." or "?." or ": " || (gap is "." && name.Number(index - 1) < 0)
            || (gap is "]." or "] " or "]_" && name.OpensGroup(index + 1)));
        if (isPlain && digits == 2 && word[0] == '0' && number > 0 && (hasGroup || (name.IsVideoFile && gap is not ": " && YearReader.Behind(name, index) < 0)))
        {
            // "[Group] Show 01 The Title of the Episode", "Show.01.The.Title.avi"
            return Add(name, index, number, set);
        }

        if (isPlain && hasGroup && digits is 2 or 3 && follows.Contains(" - ", StringComparison.Ordinal) && name.Number(index + 1) < 0
            && !MarkerScan.IsMarker(name, index + 1))
        {
            // "[Group] Show 34 - The Title of the Episode"
            return Add(name, index, number, set);
        }

        var isPadded = digits >= 2 && word[0] == '0';
        var isRange = IsRange(name, index, number, digits, hasGroup, isTight: !isPadded && !dashed);
        var isVostfr = digits is 2 or 3 && digits == word.Length && IsSubtitled(name, index + 1);
        if (dashed && !isRange && digits == 2 && IsDated(name, index + 1, hasGroup || isPadded))
        {
            // "Show - 09 (2021) [Group]"
            return Add(name, index, number, set);
        }

        if ((digits < 2 && !hasGroup && !set.HasSeasons && !isRange)
            || (!IsFollowed(name, index) && !(isBehindSeason && isPadded && YearReader.IsYear(name.Number(index + 1)))))
        {
            return index;
        }

        // "One.Piece.1071.1080p", "Show 05 [720p]", "Show 001-167": films have no such numbers at the end of their titles.
        isPadded &= digits == 2 || name.Number(index + 1) > number;
        if (dashed || isPadded || isRange || isBehindSeason || gap.Contains('#') || (digits == 4 && number is >= 1000 and < YearReader.Earliest && EndsTitle(name, index)))
        {
            return Add(name, index, number, set);
        }

        var isVersion = digits > 1 && digits < word.Length && word[digits] == 'v';
        return (isPlain || isVersion) && (((hasGroup || isVersion || gap[0] == ']') && digits is 2 or 3 && EndsTitle(name, index)) || isVostfr || IsBareFile(name, index, digits))
            ? Add(name, index, number, set)
            : index;
    }

    /// <summary>Whether only what follows the number makes it an episode: "Title 12.mkv", "Title 12 VOSTFR".</summary>
    public static bool MayBeFilm(TokenizedName name, int index, bool hasGroup) =>
        !hasGroup && name.Word(index) is [not '0', _] && name.Gap(index) is " " or "." or "_" && (index + 1 == name.Count || IsSubtitled(name, index + 1));

    /// <summary>"Show 12 VOSTFR", "Show 176 VOSTFR": an episode, unless a year points to a film.</summary>
    private static bool IsSubtitled(TokenizedName name, int index) => name.Word(index) is "vostfr" && YearReader.Behind(name, index) < 0;

    /// <summary>
    /// "Show 12.mkv": a file with nothing after the number is an episode. A film's name goes on with a year or technical words.
    /// </summary>
    private static bool IsBareFile(TokenizedName name, int index, int digits) => digits == 2 && name.IsVideoFile && index + 1 == name.Count;

    /// <summary>Whether a year in brackets follows an episode number and precedes another bracket.</summary>
    private static bool IsDated(TokenizedName name, int index, bool isEpisode) =>
        name.OpensGroup(index) && name.GroupEnd(index) == index + 1 && YearReader.IsYear(name.Number(index))
        && (isEpisode || (name.OpensGroup(index + 1) && name.Tokens[index + 1].Bracket == '['));

    /// <summary>"101-113", "1-13", "091 - 123": both numbers end the title, and no year follows.</summary>
    private static bool IsRange(TokenizedName name, int index, int number, int digits, bool hasGroup, bool isTight)
    {
        // "Title 21 - 101" is episode 101 of "Title 21".
        var last = name.Number(index + 1);
        return last > number && !YearReader.IsYear(last) && (name.Gap(index + 1) is "-" or "~" || (!isTight && name.Gap(index + 1) is " - " or " ~ "))
            && (digits >= 2 || hasGroup || last > 10) && name.Word(index + 1).Length >= digits
            && (index + 2 >= name.Count || EndsTitle(name, index + 1)) && !YearReader.IsYear(name.Number(index + 2));
    }

    /// <summary>Whether the rest of a word is a version, the letter of a half or an end mark: "07v2", "07b", "12END".</summary>
    private static bool IsVersioned(ReadOnlySpan<char> rest) =>
        rest is ['v', _] or [>= 'a' and <= 'c'] or "end" or "fin";

    private static bool IsResolution(int number) => number is 480 or 576 or 720 or 1080 or 1440 or 2160;

    /// <summary>
    /// Reads a number at the start of a series' file: "01 - The Title of the Episode.mkv", "003. Show - Title.mkv", "[Group] 12 - Show". A
    /// year points to a film instead.
    /// </summary>
    public static int ReadFront(TokenizedName name, int index, bool hasGroup, EpisodeSet set)
    {
        var word = name.Word(index);
        var isOfGroup = hasGroup && word.Length == 2 && name.Gap(index + 1) is " - " && name.Number(index + 1) < 0 && Digits.Leading(name.Word(index + 1)) == 0;
        if (isOfGroup && name.Number(index) > 0 && index + 2 < name.Count && !HasNumber(name, index + 2))
        {
            set.AddEpisodes(name.Number(index), name.Number(index));
            return index + 1;
        }

        if (word is not (['0', _] or ['0', _, _]) || name.Number(index) < 1 || word is "007" || index + 1 >= name.Count || !(hasGroup || name.IsVideoFile)
            || !(name.Gap(index + 1).Contains(" - ", StringComparison.Ordinal) || name.Gap(index + 1) is ". ") || YearReader.Behind(name, index) >= 0)
        {
            return index;
        }

        set.AddEpisodes(name.Number(index), name.Number(index));
        return index + 1;
    }

    /// <summary>Whether another number after a dash may be the episode: "[Group] 86 - Title - 03".</summary>
    private static bool HasNumber(TokenizedName name, int from)
    {
        for (var i = from; i < name.Count && name.Mark(i) != Mark.Noise; i++)
        {
            if (Digits.Leading(name.Word(i)) > 0 && !name.OpensGroup(i))
            {
                return true;
            }
        }

        return false;
    }

    private static int Add(TokenizedName name, int index, int number, EpisodeSet set)
    {
        var cursor = new Cursor(name.Lower, name.Tokens[index].Start);
        cursor.Number(1, 4, out _);
        cursor.At = MarkerReader.SkipVersion(cursor);
        var end = MarkerReader.ReadEpisodes(cursor, number, set, MarkerReader.NoPrefix);
        var next = WordMarkerReader.IndexAt(name, index + 1, end);
        if (next == index + 1 && name.Number(next) > number && name.Gap(next) is " - " or " ~ " or "-" && !YearReader.IsYear(name.Number(next)))
        {
            set.AddEpisodes(number, name.Number(next));
            next++;
        }

        return next;
    }

    /// <summary>Whether the bracket group holds only numbers and END.</summary>
    private static bool IsAlone(TokenizedName name, int index) =>
        index > 0 && name.GroupEnd(index) <= index + 5 && !name.Any(index + 1, name.GroupEnd(index), static (name, i) =>
            name.Number(i) < 0 && name.Word(i) is not ("end" or "fin" or "完" or "v2" or "合集" or "全集" or "ova" or "ovas"
                or "special" or "specials" or "sp"));

    private static bool IsFollowed(TokenizedName name, int index) =>
        index + 1 >= name.Count || IsHalf(name, index + 1) || (EpisodeWords.Ranges.Contains(name.Word(index + 1)) && name.Number(index + 2) > name.Number(index)) || EndsTitle(name, index) || name.Gap(index + 1).ContainsAny("-~+") || (name.Gap(index + 1) is ", " && name.Number(index + 1) == name.Number(index) + 1) || name.Word(index + 1) is "end" or "final" or "fin" or "v2" or "v3" or "oad" or "ova"
        || name.Mark(index + 1) is Mark.Noise or Mark.Dubbing or Mark.Soft;

    /// <summary>"05.5": a recap between two episodes.</summary>
    private static bool IsHalf(TokenizedName name, int index) => name.Gap(index) is "." && name.Word(index) is "5";

    private static bool EndsTitle(TokenizedName name, int index) =>
        index + 1 >= name.Count || name.Word(index + 1) is "v2" or "v3"
        || (name.OpensGroup(index + 1) && !YearReader.IsYear(name.Number(index + 1)))
        || name.Mark(index + 1) == Mark.Noise;
}
