namespace Bitmagnet.Functions.Releases;

/// <summary>Reads compact markers that begin with a season: S01E02, S01-S03, S01,02, S0102, S2-07, T02E05.</summary>
internal static class SeasonReader
{
    private const string Spaces = " ._";

    private static readonly WordSet SeasonWord = new("season");
    private static readonly WordSet SpanishEpisodes = new("cap capitulo capítulo capitulos capítulos episodio episódio");

    /// <summary>
    /// "T02E05", "T3 C120", "T3 Cap 5", "T01": T for temporada, C for capítulo. A T and one digit alone are a word ("T2 Trainspotting").
    /// </summary>
    public static bool IsSpanish(Cursor cursor)
    {
        cursor.At++;
        var isPadded = cursor.Current == '0';
        var isSeason = cursor.Number(1, 2, out _);
        if (isSeason && isPadded && cursor.AtBoundary)
        {
            return true;
        }

        cursor.Skip(" ._-x");
        var isEpisode = cursor.TakeWord(SpanishEpisodes) || cursor.Take("e") || cursor.Take("c");
        cursor.Skip(Spaces);
        return isSeason && isEpisode && cursor.Number(1, 3, out _);
    }

    /// <summary>Reads the marker that starts at a cursor, and adds its numbers. Returns where it ends; 0 where there is none.</summary>
    public static int Read(Cursor cursor, EpisodeSet set)
    {
        var isSpanish = cursor.Current == 't';
        cursor.At++;
        var spelled = cursor;
        if (spelled.Take("e") && spelled.Number(1, 2, out _) && spelled.Take("e") && char.IsAsciiDigit(spelled.Current))
        {
            cursor.At++; // "se03e02"
        }

        spelled = cursor;
        if (spelled.Take("n") && spelled.Number(1, 2, out _) && spelled.Current is ' ' or '.' or '_')
        {
            spelled.At++;
            cursor.At += spelled.Take("ep") && char.IsAsciiDigit(spelled.Current) ? 1 : 0; // "Sn4 Ep14"
        }

        var from = cursor.At;
        if (!cursor.Number(1, 4, out var season))
        {
            return 0;
        }

        var digits = cursor.At - from;
        if (season is > 99 and < 1900 or > 2100)
        {
            return digits > 2 && !isSpanish ? ReadBoth(cursor, season, set) : 0;
        }

        var episode = cursor;
        episode.Skip(" ._-x");
        if (episode.Take("episode") || episode.Take("ep") || episode.Take("e") || (isSpanish && episode.Take("c")) || (cursor.Current == 'x' && episode.At > cursor.At))
        {
            episode.Skip(" ._#");
            if (episode.Number(1, 5, out var number) && (MarkerReader.Ends(episode, "e") || char.IsLetter(episode.Current)))
            {
                set.AddSeasons(season, season);
                episode.At = MarkerReader.SkipVersion(episode);
                return MarkerReader.ReadEpisodes(episode, number, set, "e");
            }
        }

        var pair = cursor;
        if (digits == 1 && pair.Take("-") && ReadPaired(pair, season, set) is > 0 and var end)
        {
            return end;
        }

        var part = cursor;
        var glued = cursor.Current == 's' || ((part.Take("part") || part.Take("d")) && part.Number(1, 2, out _) && part.AtBoundary);
        if ((!cursor.AtBoundary && !glued) || season is > 60 and < 1900)
        {
            return 0;
        }

        set.AddSeasons(season, season);
        return ReadList(cursor, season, set);
    }

    /// <summary>"S101", "S0615": no series has a hundred seasons, so the last two digits are the episode.</summary>
    private static int ReadBoth(Cursor cursor, int number, EpisodeSet set)
    {
        if (!cursor.AtBoundary || number % 100 is 0 or > 60 || number / 100 > 40)
        {
            return 0;
        }

        set.AddSeasons(number / 100, number / 100);
        set.AddEpisodes(number % 100, number % 100);
        return cursor.At;
    }

    /// <summary>"[S2-07]", "(S4-24)": an episode; "S1-5" and "S01-07" are seasons.</summary>
    private static int ReadPaired(Cursor cursor, int season, EpisodeSet set)
    {
        var isPadded = cursor.Current == '0';
        if (!cursor.Number(2, 2, out var number) || !cursor.AtBoundary || cursor.Current == '-' || !(isPadded || (season > 1 && number > 12)))
        {
            return 0;
        }

        set.AddSeasons(season, season);
        set.AddEpisodes(number, number);
        return cursor.At;
    }

    /// <summary>Reads the rest of a list or range of seasons after its first number.</summary>
    public static int ReadList(Cursor cursor, int first, EpisodeSet set)
    {
        var last = first;
        var isRun = false;
        var isDotted = IsDotted(cursor, first);
        while (true)
        {
            var end = cursor.At;
            var next = cursor;
            next.Skip(Spaces);
            var spaced = next.At > end;
            var joint = next.Current;
            var joined = joint is '-' or '~' or '+' or '&' or ',' or '/' or ':';
            if (joined)
            {
                next.At++;
                next.Skip(" ._-&");
            }
            else if (next.TakeWord(EpisodeWords.Ranges))
            {
                joint = '-';
                joined = true;
                spaced = false;
            }
            else if (next.TakeWord(EpisodeWords.Lists))
            {
                joint = '&';
                joined = true;
            }

            joint = joint is ':' ? '-' : joint;
            var prefixed = next.TakeWord(SeasonWord) || next.Take("s");

            // "Season 1 2 3 4": a run of three or more.
            isRun |= !joined && !prefixed && IsRun(next, last + 1);
            var isNext = isDotted && !joined && next.At == end + 1;

            // "Season 1 - 3" is a range, "Season 1 - 07" a season and an episode.
            var single = next;
            var isSingle = joint is '-' && single.Number(1, 1, out _);
            if (!(prefixed || isRun || isNext || (joined && (!spaced || isSingle || joint is ',' or '&' or '+')))
                || !next.Number(1, 2, out var number) || number > 60
                || !(next.AtBoundary || prefixed && next.Current == 's')
                || (joint is '-' or ',' && number <= last) || ((!joined || joint is '+') && !isNext && number != last + 1))
            {
                return end;
            }

            set.AddSeasons(joint is '-' or '~' ? last : number, number);
            last = number;
            cursor = next;
        }
    }

    /// <summary>
    /// "Season.1.3&amp;5", "Season 1.2.3-5": dots separate the numbers of a list. "Season.1.02" and "Season 1.5.1" are no lists.
    /// </summary>
    private static bool IsDotted(Cursor cursor, int last)
    {
        var numbers = 1;
        while (cursor.Take(".") && cursor.Current != '0' && cursor.Number(1, 2, out var number) && number > last && number < 60)
        {
            last = number;
            numbers++;
        }

        cursor.Skip(Spaces);
        return numbers > 2 || (numbers == 2 && (cursor.Take("&") || cursor.Take("-") || cursor.Take("~") || cursor.Take("and ") || cursor.Take("and."))
            && cursor.Current is > '0' and <= '9');
    }

    private static bool IsRun(Cursor cursor, int expected)
    {
        if (cursor.Current == '0' || !cursor.Number(1, 2, out var second) || second != expected || cursor.Current != ' ')
        {
            return false;
        }

        cursor.At++;
        return cursor.Number(1, 2, out var third) && third == expected + 1 && cursor.AtBoundary;
    }
}
