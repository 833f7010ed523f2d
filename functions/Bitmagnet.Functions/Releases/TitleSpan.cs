namespace Bitmagnet.Functions.Releases;

/// <summary>Which words of a name are the title.</summary>
/// <param name="Start">Its first word.</param>
/// <param name="End">Index after its last word.</param>
/// <param name="Full">Index after its last word if brackets and language words at its end count as title.</param>
/// <param name="Aside">First word of a bracketed second title after it; -1 where there is none.</param>
internal readonly record struct TitleSpan(int Start, int End, int Full, int Aside)
{
    /// <summary>
    /// Narrows a span of words to the title: cuts brackets, editions, release words and languages at its end. Words before a year are
    /// likelier to belong to the title than those before a season, episode or date (the marker).
    /// </summary>
    public static TitleSpan Narrow(TokenizedName name, int start, int limit, bool isYear, EpisodeSet? marker)
    {
        var end = limit;
        var aside = -1;
        for (var i = start + 1; i < limit; i++)
        {
            if (!name.OpensGroup(i) || name.Tokens[i].Group == name.Tokens[start].Group)
            {
                continue;
            }

            var close = name.GroupEnd(i);
            if (name.Tokens[start].Bracket == '[' && i == name.GroupEnd(start) && IsTitleGroup(name, i))
            {
                // "[Group][标题][Title][05]"
                end = i;
                aside = i;
                break;
            }

            if (name.Tokens[i].Bracket == '[' || name.Mark(i) is not (Mark.Word or Mark.Pack) || EditionReader.IsAt(name, i))
            {
                end = i;
                break;
            }

            if (close < limit || IsCountry(name, i, close) || name.Word(i - 1) is "or" or "oder" or "ou")
            {
                // "Star Wars (Episode IV) A New Hope", "The Office (US)".
                i = close - 1;
                continue;
            }

            end = i;
            aside = close < name.Count && name.OpensGroup(close) && name.Tokens[close].Bracket == '[' ? -1 : i;
            break;
        }

        var full = end;
        end = Trim(name, start, end, isYear, marker is not null, limit >= name.Count);
        end = marker is not null && end > start + 2 && IsBook(name, end - 2, marker) ? end - 2 : end;
        if (marker is not null && end > start + 2 && IsCountedTwice(name, end - 2, marker))
        {
            end -= 2;
        }

        if (marker?.Seasons().Count > 1 && end > start + 1 && name.Word(end - 1) is "season" or "seasons" && name.Word(end) is ['s', ..])
        {
            // "Show Complete Seasons S01 to S28"
            end = Trim(name, start, end - 1, isYear, isMarker: true, isPlain: false);
        }

        return new TitleSpan(start, end, full, aside);
    }

    /// <summary>A second title, up to the next marker, brackets, year or technical word: "Title (Season 8) / Second title", "Title (Edition) / Second title".</summary>
    public ReadOnlySpan<char> Second(TokenizedName name, int at)
    {
        if (at < 0 && name.OpensGroup(End) && name.Gap(name.GroupEnd(End)).Contains(" / ", StringComparison.Ordinal))
        {
            at = name.GroupEnd(End);
        }

        var end = at < 0 ? name.Count : at;
        while (end < name.Count && (end == at || !name.OpensGroup(end)) && name.Mark(end) is not (Mark.Noise or Mark.Dubbing)
            && !YearReader.IsYear(name.Number(end)) && !MarkerScan.IsMarker(name, end))
        {
            end++;
        }

        return at < 0 ? default : name.Section(at, end);
    }

    /// <summary>Whether a bracketed group that may be a title starts at a word: no year, number, marker or release word opens it.</summary>
    public static bool IsTitleGroup(TokenizedName name, int index) =>
        name.OpensGroup(index) && name.Number(index) < 0 && name.Mark(index) == Mark.Word && !MarkerScan.IsMarker(name, index);

    /// <summary>"Kaamelott Livre V Saison 5", "Money Heist Part 5 S05": the number repeats the season.</summary>
    private static bool IsBook(TokenizedName name, int index, EpisodeSet marker) =>
        name.Word(index) is "livre" or "book" or "buch" or "libro" or "livro" or "книга" or "volume" or "vol" or "part" or "parte" or "partie" or "часть"
        && marker.Seasons() is [var season]
        && season == (name.Number(index + 1) is >= 0 and var number ? number : EpisodeWords.Ordinal(name.Word(index + 1)));

    /// <summary>"Show 313-315 S16E03-05": the same episodes, counted through all seasons.</summary>
    private static bool IsCountedTwice(TokenizedName name, int index, EpisodeSet marker) =>
        name.Number(index) > 0 && name.Gap(index + 1) is "-" && marker.Episodes().Values.FirstOrDefault() is { Count: > 1 and var count }
        && name.Number(index + 1) - name.Number(index) + 1 == count;

    private static int Trim(TokenizedName name, int start, int end, bool isYear, bool isMarker, bool isPlain)
    {
        while (true)
        {
            var trimmed = EditionReader.TrimEnd(name, start, end);
            var last = trimmed - 1;
            if (last > start && EditionReader.HasTitle(name, start, last) && IsTrailing(name, start, last, isYear, isMarker, isPlain))
            {
                trimmed = last;
            }

            if (trimmed == end && trimmed > start + 2 && IsDisc(name, trimmed - 2) && EditionReader.HasTitle(name, start, trimmed - 2))
            {
                trimmed -= 2;
            }

            if (trimmed == end)
            {
                return end;
            }

            end = trimmed;
        }
    }

    /// <summary>"Show Disc 2 S01", "Film Disk 1 2004": the part of a set.</summary>
    private static bool IsDisc(TokenizedName name, int index) =>
        name.Word(index) is "disc" or "disk" or "dvd" or "disco" or "disque" && name.Number(index + 1) is > 0 and < 40 && name.Gap(index + 1).Length == 1;

    private static bool IsTrailing(TokenizedName name, int start, int index, bool isYear, bool isMarker, bool isPlain)
    {
        var mark = name.Mark(index);
        var isCode = mark == Mark.Word && LanguageWords.Of(name.Word(index), name.Written(index)) is not null;
        mark = isCode ? Mark.Language : mark;
        if (mark == Mark.Dubbing || name.Word(index) is "v2" or "v3" || (isMarker && (name.Word(index) is "ep" or "eps" || (name.Word(index) is "the" && !name.Gap(index).Contains(',')))))
        {
            return true;
        }

        // "Duel in Chinese"
        if (isPlain || mark is not (Mark.Soft or Mark.Language) || name.Word(index - 1) is "in")
        {
            return false;
        }

        var isShouted = IsShouted(name.Written(index)) && !IsShouted(name.Written(start));

        // "Plus.belle.la.vie": a code in small letters is an ordinary word.
        var isSmallCode = name.Tokens[index].Length <= 3 && !IsShouted(name.Written(index)) && name.Word(index) is not ("ita" or "eng" or "rus" or "ger");
        return isYear ? (isShouted && (mark == Mark.Language || name.Word(index) is "limited" or "proper" or "internal" or "multi" or "nordic" or "dual" or "se" or "om" || (name.Word(index) is "dc" && name.Word(index - 1) is not "washington"))) || name.Word(index) is "roadshow" || IsGerman(name, start, index)
            : isMarker ? mark == Mark.Language && !isSmallCode || name.Word(index) is "complete" or "multi" or "dual" or "completa" or "uncensored"
            : true;
    }

    /// <summary>
    /// "Keinohrhasen.German.2007", "….German.DL.2007": German releases put the language before the year; "The Good German" is a title.
    /// </summary>
    private static bool IsGerman(TokenizedName name, int start, int index) =>
        name.Word(start) is not "the" && name.Gap(index) is "."
        && (name.Word(index) is "german" || (name.Word(index) is "dl" or "ml" && name.Word(index - 1) is "german"));

    /// <summary>Whether a word is written in capitals where a title has small letters: GERMAN, iTALiAN.</summary>
    private static bool IsShouted(ReadOnlySpan<char> word)
    {
        var capitals = 0;
        foreach (var c in word)
        {
            capitals += char.IsUpper(c) ? 1 : 0;
        }

        return capitals * 2 > word.Length;
    }

    private static bool IsCountry(TokenizedName name, int from, int to) =>
        to == from + 1 && name.Word(from) is "us" or "uk" or "au" or "nz" or "ca" or "usa" or "in" or "fr" or "de" or "jp" or "kr";
}
