namespace Bitmagnet.Functions.Releases;

/// <summary>Reads compact markers: S01E02, S01E02-E05, S01.E02, S01-S03, S01,02, S0102, E1071.</summary>
internal static class MarkerReader
{
    /// <summary>Stands for "no prefix" in a list of numbers.</summary>
    public const string NoPrefix = "#";

    private const string Spaces = " ._";

    /// <summary>Reads the marker that starts at a position, and adds its numbers. Returns where it ends; 0 where there is none.</summary>
    public static int Read(string lower, int start, EpisodeSet set)
    {
        var cursor = new Cursor(lower, start);
        return cursor.Current switch
        {
            's' => SeasonReader.Read(cursor, set),
            't' when SeasonReader.IsSpanish(cursor) => SeasonReader.Read(cursor, set),
            'e' => ReadEpisode(cursor, set),
            _ => 0,
        };
    }

    /// <summary>
    /// Reads the rest of a list or range after its first number, and returns where it ends. A prefix ("e", "x", …) may come before each
    /// further one.
    /// </summary>
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

            var word = next;
            if (spaced && !joined && next.TakeWord(EpisodeWords.Ranges))
            {
                joint = '-';
                spelled = prefix is NoPrefix || (prefix is "e" && word.TakeWord(EpisodeWords.SureRanges));
            }

            // "S01E01-S01E03", "1x01-1x03" and "S01E01 and S01E02" name the season again.
            var again = next;
            _ = spaced && !joined && prefix is "e" && again.Take("and") && again.TakeSeparator();
            if (prefix is "e" && again.Take("s") && again.Number(1, 2, out _) && again.Current == 'e'
                || prefix is "x" && again.Number(1, 2, out _) && again.Current == 'x')
            {
                next = again;
            }

            var prefixed = next.Take(prefix) || prefix is "e" && next.Take("ep") || prefix is "x" && joint is '-' && next.Take("e");
            if (prefixed && next.Current == 'p')
            {
                next.At++;
            }

            var bare = !prefixed && (spelled ? prefix is NoPrefix or "e" : joined && (!spaced || joint is '~') && (joint is not '&' || prefix is "e"));
            // "E05-6": one digit after a dash is an episode if it is one of the next few.
            var at = next.At;
            var isNear = bare && joint is '-' && at == end + 1;
            if (!(prefixed || bare) || !next.Number(prefixed || spelled || isNear ? 1 : 2, 5, out var number) || !Ends(next, prefix)
                || (bare && (number <= last || number - last > 400)) || (prefix is "x" && number is 264 or 265) || (isNear && next.At == at + 1 && (number - last > 9 || IsDecimal(next))))
            {
                return end;
            }

            set.AddEpisodes(joint is '-' or '~' ? last : number, number);
            last = number;
            cursor.At = SkipVersion(next);
        }
    }

    private static int ReadEpisode(Cursor cursor, EpisodeSet set)
    {
        cursor.At++;
        var isSpelled = cursor.Take("p");
        var first = cursor;
        var isRange = first.Number(1, 4, out _) && first.Take("-") && char.IsAsciiDigit(first.Current);
        if (!cursor.Number(isSpelled || isRange ? 1 : 2, 5, out var number) || !Ends(cursor, "e"))
        {
            return 0;
        }

        cursor.At = SkipVersion(cursor);
        return ReadEpisodes(cursor, number, set, "e");
    }

    /// <summary>An episode number ends at a boundary, a version (v2), a part letter (a to d) or before the next number's prefix.</summary>
    public static bool Ends(Cursor cursor, string prefix) =>
        cursor.AtBoundary || cursor.Current == prefix[0] || SkipVersion(cursor) > cursor.At;

    /// <summary>Whether a dot and one digit follow, as in "5.1".</summary>
    private static bool IsDecimal(Cursor cursor) => cursor.Take(".") && cursor.Number(1, 1, out _) && cursor.AtBoundary;

    /// <summary>The position after a version ("v2") or part letter ("b"); the cursor's own where there is neither.</summary>
    public static int SkipVersion(Cursor cursor)
    {
        var version = cursor;
        if (version.Take("v") && version.Number(1, 1, out _) && version.AtBoundary)
        {
            return version.At;
        }

        var isPart = version.Current is >= 'a' and <= 'd';
        version.At++;
        return isPart && version.AtBoundary ? version.At : cursor.At;
    }
}
