namespace Bitmagnet.Functions.Releases;

/// <summary>Reads season and episode as two numbers, or as one: "[5.134]", "- 6.01 -", "03-20.mkv", "113.720p.HDTV", "103.104".</summary>
internal static class PairReader
{
    /// <summary>The highest season read from a pair; series with more seasons use other markers.</summary>
    private const int MostSeasons = 40;

    /// <summary>The highest episode read where no word marks the number as an episode.</summary>
    private const int MostOfDisc = 26;

    /// <summary>
    /// Reads the pair that starts at a word of a title; returns the index behind it, or the same index. Anime releases, which have a group
    /// in brackets first, count through all seasons.
    /// </summary>
    public static int Read(TokenizedName name, int index, int start, bool hasGroup, EpisodeSet set)
    {
        var digits = name.Word(index).Length;
        if (set.HasSeasons || set.HasEpisodes || digits > 5 || name.Number(index) <= 0)
        {
            return index;
        }

        if (digits < 3)
        {
            var next = ReadTwo(name, index, start, hasGroup, set);
            return next == index && digits == 2 && index > start && !hasGroup ? ReadTelevision(name, index, set) : next;
        }

        return index > start ? ReadOne(name, index, start, hasGroup, set) : index;
    }

    /// <summary>Whether a season and an episode are joined by a dot: "5.01".</summary>
    public static bool IsPair(TokenizedName name, int index) =>
        name.Number(index) is > 0 and <= MostSeasons && name.Gap(index + 1) is "." && name.Number(index + 1) >= 0 && name.Word(index + 1).Length is 2 or 3;

    /// <summary>"Show.13.HDTV": a film recorded from television has a year.</summary>
    private static int ReadTelevision(TokenizedName name, int index, EpisodeSet set)
    {
        if (name.Gap(index) is not ("." or " " or "_") || name.Number(index - 1) >= 0 || !IsSource(name.Word(index + 1)))
        {
            return index;
        }

        set.AddEpisodes(name.Number(index), name.Number(index));
        return index + 1;
    }

    private static int ReadTwo(TokenizedName name, int index, int start, bool hasGroup, EpisodeSet set)
    {
        var (season, episode) = (name.Number(index), name.Number(index + 1));
        var length = name.Word(index + 1).Length;
        var gap = name.Gap(index + 1);
        if (season > MostSeasons || episode < 0 || length is < 2 or > 3 || gap.Length != 1)
        {
            return index;
        }

        var isAlone = name.OpensGroup(index) && name.GroupEnd(index) == index + 2;
        var isDashed = (name.Gap(index).Contains(" - ", StringComparison.Ordinal) || (name.IsVideoFile && length == 2 && !hasGroup)) && name.Gap(index + 2).Contains(" - ", StringComparison.Ordinal);
        var isFile = name.IsVideoFile && !hasGroup && length == 2 && gap[0] is '.' or '_' or '-'
            && (index > start ? name.Word(index).Length == 2 : name.Word(index + 1)[0] == '0') && IsLast(name, index + 2, index == start);
        if ((gap is "." && (isAlone || isDashed || EpisodeWords.IsEpisode(name.Word(index + 2)))) || isFile)
        {
            set.AddSeasons(season, season);
            set.AddEpisodes(episode, episode);
            return index + 2;
        }

        return index;
    }

    /// <summary>"Show.102.HDTV", "Show.1013.720p.HDTV", "Show.103.104": the form of older television releases.</summary>
    private static int ReadOne(TokenizedName name, int index, int start, bool hasGroup, EpisodeSet set)
    {
        var number = name.Number(index);
        if (name.Word(index).Length == 5)
        {
            return ReadDouble(name, index, set);
        }

        if (!IsOne(number) || name.Gap(index) is not ("." or " " or "_"))
        {
            return index;
        }

        var last = number;
        var next = index + 1;
        while (name.Number(next) == last + 1 && name.Word(next).Length == 3 && name.Gap(next) is "." or " " or "_" or "-")
        {
            last++;
            next++;
        }

        var isList = last > number && number / 100 == last / 100 && (next >= name.Count || name.Mark(next) == Mark.Noise);
        var isOfDisc = number % 100 <= MostOfDisc && index > start + 1 && name.Word(index + 1) is "dvdrip";
        if (!isList && !IsTelevision(name, index + 1) && !isOfDisc && !(IsWithin(name, index, hasGroup) && number % 100 <= MostOfDisc))
        {
            return index;
        }

        next = isList ? next : index + 1;
        last = isList ? last : number;
        set.AddSeasons(number / 100, number / 100);
        set.AddEpisodes(number % 100, last % 100);
        return next;
    }

    /// <summary>"show.10708.hdtv": season 1, episodes 7 and 8.</summary>
    private static int ReadDouble(TokenizedName name, int index, EpisodeSet set)
    {
        var (season, first, second) = (name.Number(index) / 10_000, name.Number(index) / 100 % 100, name.Number(index) % 100);
        if (second != first + 1 || first == 0 || !IsTelevision(name, index + 1))
        {
            return index;
        }

        set.AddSeasons(season, season);
        set.AddEpisodes(first, second);
        return index + 1;
    }

    /// <summary>"Show_209_The_Title.avi": the file's name goes on with the episode's title and has no year.</summary>
    private static bool IsWithin(TokenizedName name, int index, bool hasGroup) =>
        name.IsVideoFile && !hasGroup && name.Word(index).Length == 3 && ((name.Gap(index) is "_" or "." && name.Gap(index + 1).SequenceEqual(name.Gap(index))) || (name.Gap(index) is " " && name.Gap(index + 1) is " - "))
        && name.Number(index + 1) < 0 && name.Mark(index + 1) == Mark.Word && name.Number(index - 1) < 0 && YearReader.Behind(name, index) < 0;

    /// <summary>Whether a number may hold a season and an episode: not a year, a resolution or a full hundred.</summary>
    private static bool IsOne(int number) =>
        number is >= 101 and < 4000 && !YearReader.IsYear(number) && number % 100 is > 0 and < 60
        && number is not (360 or 540 or 576 or 720 or 1080 or 1440 or 2160);

    /// <summary>Whether a word marks a television recording, with or without a resolution before it: "HDTV", "720p.HDTV".</summary>
    public static bool IsTelevision(TokenizedName name, int index) =>
        IsSource(name.Word(index)) || (name.Mark(index) == Mark.Noise && IsSource(name.Word(index + 1)));

    private static bool IsSource(ReadOnlySpan<char> word) => word is "hdtv" or "pdtv" or "dsr" or "dsrip" or "tvrip" or "satrip";

    /// <summary>Whether only a lone letter or the episode's title follows; a further number would make it a date.</summary>
    private static bool IsLast(TokenizedName name, int index, bool isFront) =>
        index >= name.Count || (isFront && name.Number(index) < 0) || name.Word(index).Length == 1 && index + 1 == name.Count || (name.Number(index) < 0 && name.Gap(index).Length > 1);
}
