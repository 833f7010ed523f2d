namespace Bitmagnet.Functions.Releases;

/// <summary>Reads compact markers: S01E02, S01E02-E05, S01.E02, S01-S03, S01,02, 1x02, E1071.</summary>
internal static class MarkerReader
{
    /// <summary>The prefix of lists whose numbers have none.</summary>
    public const string NoPrefix = "#";

    private const string Spaces = " ._";

    private static readonly WordSet SeasonWord = new("season");
    private static readonly WordSet SpanishEpisodes = new("cap capitulo capítulo capitulos capítulos episodio episódio");

    /// <summary>Reads the marker that starts at a position; adds what it tells and returns where it ends, or 0.</summary>
    public static int Read(string lower, int start, EpisodeSet set)
    {
        var cursor = new Cursor(lower, start);
        return cursor.Current switch
        {
            's' => ReadSeason(cursor, set),
            't' when IsSpanish(cursor) => ReadSeason(cursor, set),
            'e' => ReadEpisode(cursor, set),
            >= '0' and <= '9' => ReadCross(cursor, set),
            _ => 0,
        };
    }

    /// <summary>Reads further numbers of a list or range behind the first; returns where the list ends.</summary>
    /// <param name="cursor">Behind the first number.</param>
    /// <param name="first">The first number.</param>
    /// <param name="set">What to add to.</param>
    /// <param name="prefix">What may stand before each further number ("e", "x", …).</param>
    public static int ReadEpisodes(Cursor cursor, int first, EpisodeSet set, string prefix)
    {
        set.AddEpisodes(first, first);
        var last = first;
        while (true)
        {
            var end = cursor.At;
            var next = cursor;
            next.Skip(Spaces);
            var spaced = next.At > end;
            var joint = next.Current;
            var joined = joint is '-' or '~' or '+' or '&' or ',';
            var spelled = false;
            if (joined)
            {
                next.At++;
                next.Skip(Spaces);
            }

            // "S01E01-S01E03" and "1x01-1x03" name the season again.
            var again = next;
            if (prefix is "e" && again.Take("s") && again.Number(1, 2, out _) && again.Current == 'e'
                || prefix is "x" && again.Number(1, 2, out _) && again.Current == 'x')
            {
                next = again;
            }
            else if (spaced && next.TakeWord(EpisodeWords.Ranges))
            {
                joint = '-';
                spelled = true;
            }

            var prefixed = next.Take(prefix) || prefix is "e" && next.Take("ep");
            if (prefixed && next.Current == 'p')
            {
                next.At++;
            }

            var bare = !prefixed && (spelled ? prefix is NoPrefix : joined && (!spaced || joint is '~') && joint is not '&');
            if (!(prefixed || bare) || !next.Number(prefixed || spelled ? 1 : 2, 4, out var number) || !Ends(next, prefix)
                || (bare && (number <= last || number - last > 400)))
            {
                return end;
            }

            if (joint is '-' or '~')
            {
                set.AddEpisodes(last, number);
            }
            else
            {
                set.AddEpisodes(number, number);
            }

            last = number;
            cursor.At = SkipVersion(next);
        }
    }

    /// <summary>"T02E05", "T3 C120", "T3 Cap 5", "T01", for temporada and capítulo; a T and a number alone are a word ("T2 Trainspotting").</summary>
    private static bool IsSpanish(Cursor cursor)
    {
        cursor.At++;
        var isPadded = cursor.Current == '0';
        var isSeason = cursor.Number(1, 2, out _);
        if (isSeason && isPadded && cursor.AtBoundary)
        {
            return true;
        }

        cursor.Skip(" ._-");
        var isEpisode = cursor.TakeWord(SpanishEpisodes) || cursor.Take("e") || cursor.Take("c");
        cursor.Skip(Spaces);
        return isSeason && isEpisode && cursor.Number(1, 3, out _);
    }

    private static int ReadSeason(Cursor cursor, EpisodeSet set)
    {
        var isSpanish = cursor.Current == 't';
        cursor.At++;
        if (!cursor.Number(1, 4, out var season) || season is > 99 and < 1900 or > 2100)
        {
            return 0;
        }

        var episode = cursor;
        episode.Skip(" ._-x");
        if (episode.Take("episode") || episode.Take("ep") || episode.Take("e") || (isSpanish && episode.Take("c")) || (cursor.Current == 'x' && episode.At > cursor.At))
        {
            episode.Skip(Spaces);
            if (episode.Number(1, 4, out var number) && Ends(episode, "e"))
            {
                set.AddSeasons(season, season);
                episode.At = SkipVersion(episode);
                return ReadEpisodes(episode, number, set, "e");
            }
        }

        var part = cursor;
        var glued = cursor.Current == 's' || ((part.Take("part") || part.Take("d")) && part.Number(1, 2, out _) && part.AtBoundary);
        if ((!cursor.AtBoundary && !glued) || season is > 60 and < 1900)
        {
            return 0;
        }

        set.AddSeasons(season, season);
        return ReadSeasons(cursor, season, set);
    }

    /// <summary>Reads further seasons of a list or range behind the first.</summary>
    public static int ReadSeasons(Cursor cursor, int first, EpisodeSet set)
    {
        var last = first;
        while (true)
        {
            var end = cursor.At;
            var next = cursor;
            next.Skip(Spaces);
            var spaced = next.At > end;
            var joint = next.Current;
            var joined = joint is '-' or '~' or '+' or '&' or ',' or '/';
            if (joined)
            {
                next.At++;
                next.Skip(Spaces);
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

            var prefixed = next.TakeWord(SeasonWord) || next.Take("s");
            // "Season 1 - 3" is a range, "Season 1 - 07" a season and an episode.
            var single = next;
            var isSingle = joint is '-' && single.Number(1, 1, out _);
            if (!(prefixed || (joined && (!spaced || isSingle || joint is ',' or '&')))
                || !next.Number(1, 2, out var number) || number > 60
                || !(next.AtBoundary || prefixed && next.Current == 's')
                || (joint == '-' && number <= last) || (!joined && number != last + 1))
            {
                return end;
            }

            set.AddSeasons(joint is '-' or '~' ? last : number, number);
            last = number;
            cursor = next;
        }
    }

    private static int ReadEpisode(Cursor cursor, EpisodeSet set)
    {
        cursor.At++;
        if (cursor.Current == 'p')
        {
            cursor.At++;
        }

        if (!cursor.Number(2, 4, out var number) || !Ends(cursor, "e"))
        {
            return 0;
        }

        cursor.At = SkipVersion(cursor);
        return ReadEpisodes(cursor, number, set, "e");
    }

    private static int ReadCross(Cursor cursor, EpisodeSet set)
    {
        if (!cursor.Number(1, 2, out var season) || !cursor.Take("x") || !cursor.Number(2, 3, out var number) || !Ends(cursor, "x")
            || number is 264 or 265)
        {
            return 0;
        }

        set.AddSeasons(season, season);
        return ReadEpisodes(cursor, number, set, "x");
    }

    /// <summary>An episode number ends at a boundary, a version (v2), a part letter (a, b) or before the next number's prefix.</summary>
    private static bool Ends(Cursor cursor, string prefix)
    {
        if (cursor.AtBoundary || cursor.Current == prefix[0])
        {
            return true;
        }

        if (cursor.Current is 'a' or 'b')
        {
            cursor.At++;
            return cursor.AtBoundary;
        }

        return SkipVersion(cursor) > cursor.At;
    }

    private static int SkipVersion(Cursor cursor)
    {
        var version = cursor;
        if (version.Take("v") && version.Number(1, 1, out _) && version.AtBoundary)
        {
            return version.At;
        }

        if (version.Current is 'a' or 'b')
        {
            version.At++;
            if (version.AtBoundary)
            {
                return version.At;
            }
        }

        return cursor.At;
    }
}
