using System.Buffers;

namespace Bitmagnet.Functions.Releases;

/// <summary>Reads markers in words: Season 1 Episode 2, 2nd Season, Сезон: 1 / Серии: 1-8 из 10, Cap.102, Complete Series.</summary>
internal static class WordMarkerReader
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("()[],-");

    /// <summary>Reads the marker that starts at a word; returns the index behind it, or the same index.</summary>
    public static int Read(TokenizedName name, int index, EpisodeSet set)
    {
        var word = name.Word(index);
        if (EpisodeWords.IsSeason(word) || (word is "series" or "seas" or "sn" or "tem" && name.Number(index + 1) is > 0 and < 60 && name.Gap(index + 1).Length < 2)
            || (word is "s" && index > 0 && name.Word(index + 1) is ['0', _])
            || (word is "se" && index > 0 && name.Number(index + 1) is > 0 and < 60 && EpisodeWords.IsEpisode(name.Word(index + 2))))
        {
            // "Series 10-11-2008": the number is a date's.
            return DateReader.Read(name, index + 1) is null ? ReadSeason(name, index, set) : index;
        }

        if (EpisodeWords.IsEpisode(word) || (word is "part" && index > 0 && EpisodeWordReader.IsEpisodePart(name, index)))
        {
            return EpisodeWordReader.Read(name, index, set);
        }

        var series = ReadSeries(name, index, set);
        return series > index ? series : ReadNumberFirst(name, index, set);
    }

    /// <summary>The index of the first word that starts at or after a position.</summary>
    public static int IndexAt(TokenizedName name, int from, int position)
    {
        while (from < name.Count && name.Tokens[from].Start < position)
        {
            from++;
        }

        return from;
    }

    private static int ReadSeason(TokenizedName name, int index, EpisodeSet set)
    {
        // "Part" in Arabic means a season only before an episode.
        if (name.Word(index) is "الجزء" or "ج" && !EpisodeWords.IsEpisode(name.Word(index + 2)))
        {
            return index;
        }

        var number = name.Number(index + 1);
        if (number is >= 0 and <= 60)
        {
            if (!IsClose(name.Gap(index + 1)) && !(name.Word(index) is [.., 's'] && name.OpensGroup(index + 1)))
            {
                return index;
            }

            // "1 сезон 5 серия": the number belongs to the episode.
            if (set.HasSeasons && IsEpisodeAhead(name, index + 2))
            {
                return index;
            }

            set.AddSeasons(number, number);
            var end = SeasonReader.ReadList(new Cursor(name.Lower, name.Tokens[index + 1].End), number, set);
            return IndexAt(name, index + 2, end);
        }

        // "Season One", "الموسم الثاني"; a lone "I" or "V" is a word.
        var ordinal = EpisodeWords.Ordinal(name.Word(index + 1));
        if (ordinal > 0 && index > 0 && name.Word(index + 1) is not "v")
        {
            set.AddSeasons(ordinal, ordinal);
            return index + 2;
        }

        // "Season 01E02": the next word is a marker of its own. "Temporada Completa" has no number.
        if (EpisodeWords.IsWhole(name.Word(index + 1)) && index > 0)
        {
            set.MarkSeries();
            return index + 2;
        }

        return index;
    }

    /// <summary>Reads a number or range before its word: "1 сезон", "2nd Season", "1-8 серии", "(1-12 из 24)", "5. Bölüm".</summary>
    private static int ReadNumberFirst(TokenizedName name, int index, EpisodeSet set)
    {
        var isOrdinal = name.Number(index) < 0;
        var first = Value(name, index);
        if (first is < 0 or > 2000)
        {
            return index;
        }

        var at = index + 1;
        var last = first;
        if (!isOrdinal && name.Number(at) > first && name.Gap(at).Length <= 3 && name.Gap(at).ContainsAny("-~,"))
        {
            last = name.Number(at++);
        }

        else if (EpisodeWords.Ranges.Contains(name.Word(at)) && EpisodeWords.IsSeason(name.Word(at + 2)) && Value(name, at + 1) > first)
        {
            // "1ª a 5ª Temporada", "1 по 5 сезон".
            last = Value(name, at + 1);
            at += 2;
            isOrdinal = false;
        }

        var word = name.Word(at);
        if (word is "ª" or "º" or "th" or "nd" or "rd" or "й" or "я")
        {
            word = name.Word(++at);
        }

        if ((EpisodeWords.IsSeason(word) || word is "sez" or "сез") && last <= 60 && IsClose(name.Gap(at)))
        {
            // "The Four Seasons", "4 Seasons in Havana": a title, since a number word before a noun is a count.
            if (EpisodeWords.IsCardinal(name.Word(index)) || (word is "seasons" && last == first && name.Mark(at + 1) == Mark.Word && at + 1 < name.Count && name.Number(at + 1) < 0 && !name.OpensGroup(at + 1)))
            {
                return index;
            }

            // "Second Season Blues"
            if (isOrdinal && index == 0 && at + 1 < name.Count && name.Mark(at + 1) == Mark.Word && !IsEpisodeWord(name.Word(at + 1)))
            {
                return index;
            }

            // In "Show 2 Season 1" the number after the word wins.
            if (!isOrdinal && name.Number(at + 1) is >= 0 and <= 60 && !IsEpisodeAhead(name, at + 2) && !name.Gap(at + 1).ContainsAny(Breaks))
            {
                return index;
            }

            set.AddSeasons(first, last);
            return at + 1;
        }

        if (isOrdinal)
        {
            if (word is "cour")
            {
                set.MarkSeries();
                return at + 1;
            }

            return index;
        }

        if ((EpisodeWords.IsEpisode(word) || word is "ser" or "сер") && word is not ("cap" or "ep" or "episodio") && index > 0 && IsClose(name.Gap(at)))
        {
            // "Show Vol 2 Episode 5": the number after the word is the episode.
            if (word is "episode" or "ep" && name.Number(at + 1) is > 0 and < YearReader.Earliest && IsClose(name.Gap(at + 1)))
            {
                return index;
            }

            if (word is "серий" or "episodes" or "eps" or "folgen" or "episodios" && last == first)
            {
                // The number is a count, not an episode.
                set.MarkSeries();
            }
            else
            {
                set.AddEpisodes(first, last);
            }

            return TotalReader.Skip(name, at + 1);
        }

        var total = TotalReader.Skip(name, at);
        if (total > at && index > 0 && (last > first || name.OpensGroup(index) || set.HasSeasons))
        {
            set.AddEpisodes(first, last);
            return total;
        }

        return index;
    }

    /// <summary>The number that a word is or spells; -1 for others.</summary>
    private static int Value(TokenizedName name, int index) =>
        name.Number(index) is >= 0 and var number ? number : EpisodeWords.Ordinal(name.Word(index));

    /// <summary>"Complete Series", "The Complete Series", "Serie completa", "Mini-Series", OVA.</summary>
    private static int ReadSeries(TokenizedName name, int index, EpisodeSet set)
    {
        if (index == 0)
        {
            return index;
        }

        var at = name.Word(index) is "the" ? index + 1 : index;
        var word = name.Word(at);
        var next = name.Word(at + 1);
        if (word is "all" && EpisodeWords.IsSeason(next))
        {
            set.MarkSeries();
            return at + 1;
        }

        if (EpisodeWords.IsWhole(word) && EpisodeWords.IsSeries(next) || word is "serie" or "série" && next is "completa" or "complete" or "complète" or "completo")
        {
            set.MarkSeries();
            return at + 2;
        }

        if (word is "miniseries" or "miniserie" or "minisérie" or "сериал" or "ova" or "ovas" or "oad" or "ona" or "cour" && at == index)
        {
            set.MarkSeries();
            var number = word is "ova" or "ovas" or "oad" or "ona" && Digits.Leading(name.Word(at + 1)) <= 3 && !name.OpensGroup(at + 1) ? name.Number(at + 1) : 0;
            return number > 0 ? IndexAt(name, at + 2, MarkerReader.ReadEpisodes(
                new Cursor(name.Lower, name.Tokens[at + 1].End), number, set, MarkerReader.NoPrefix)) : at + 1;
        }

        return index;
    }

    /// <summary>Whether a number is followed by a word for episode, directly or after the end of a range.</summary>
    private static bool IsEpisodeAhead(TokenizedName name, int index) =>
        name.Word(index) is "й" or "я" ? IsEpisodeWord(name.Word(index + 1)) : IsEpisodeWord(name.Word(index)) || (name.Number(index) > 0 && IsEpisodeWord(name.Word(index + 1)));

    private static bool IsEpisodeWord(ReadOnlySpan<char> word) => EpisodeWords.IsEpisode(word) || word is "ser" or "сер";

    /// <summary>Whether no bracket or dash separates a word from its number.</summary>
    public static bool IsClose(ReadOnlySpan<char> gap) => gap.Length <= 3 && !gap.ContainsAny("()[]-");
}
