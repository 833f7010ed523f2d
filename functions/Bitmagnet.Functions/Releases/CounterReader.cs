namespace Bitmagnet.Functions.Releases;

/// <summary>Reads East Asian counters: 第01集, 第二季, 全12集, 12화, シーズン2, 第1-12話.</summary>
internal static class CounterReader
{
    private const string SeasonUnits = "季期기";
    private const string EpisodeUnits = "集話话回화회";

    /// <summary>Reads the counter that starts at a word; returns the index behind it, or the same index.</summary>
    public static int Read(TokenizedName name, int index, EpisodeSet set)
    {
        var word = name.Word(index);
        if (word.Length > 2 && word[0] is '第' or '全' && Unit(word[^1]) != 0)
        {
            return Add(set, Unit(word[^1]), Han(word[1..^1]), Han(word[1..^1]), word[0] is '全') ? index + 1 : index;
        }

        if (word is "全集" or "完结" or "完結" or "전편" or "完" && index > 0)
        {
            set.MarkSeries();
            return index + 1;
        }

        var at = word.Length == 1 && word[0] is '第' or '全' or '제' ? index + 1 : index;
        var first = name.Number(at);
        if (first is < 0 or > 9999)
        {
            return index;
        }

        var last = first;
        if (name.Number(at + 1) > first && name.Gap(at + 1) is "-" or "~")
        {
            last = name.Number(++at);
        }

        var unit = name.Word(at + 1);
        if (unit.Length == 0 || unit.Length > 2 || Unit(unit[0]) == 0 || (unit.Length == 2 && unit[1] is not ('全' or '完')))
        {
            return index;
        }

        return Add(set, Unit(unit[0]), first, last, word is "全" || (first == last && (unit is [_, '全'] || name.Word(at + 2) is "全"))) ? at + 2 : index;
    }

    /// <summary>1 for a season's unit, 2 for an episode's, 0 for none.</summary>
    private static int Unit(char c) => SeasonUnits.Contains(c) ? 1 : EpisodeUnits.Contains(c) ? 2 : 0;

    private static bool Add(EpisodeSet set, int unit, int first, int last, bool whole)
    {
        if (first > 0 && whole && unit == 2)
        {
            // "All 12 episodes" is a count and names no season.
            set.MarkSeries();
        }
        else if (first > 0 && unit == 1)
        {
            set.AddSeasons(whole ? 1 : first, last);
        }
        else if (first > 0)
        {
            set.AddEpisodes(first, last);
        }

        return first > 0;
    }

    /// <summary>The value of a Han numeral up to ninety-nine; 0 for others.</summary>
    private static int Han(ReadOnlySpan<char> text)
    {
        const string digits = "零一二三四五六七八九";
        int total = 0, digit = 0;
        foreach (var c in text)
        {
            if (c is '十' or '百')
            {
                total += (digit == 0 ? 1 : digit) * (c == '十' ? 10 : 100);
                digit = 0;
            }
            else
            {
                digit = Math.Max(0, digits.IndexOf(c is '两' ? '二' : c));
            }
        }

        return total + digit;
    }
}
