namespace Bitmagnet.Functions.Releases;

/// <summary>Reads release names: title, year, seasons, episodes, date, languages (replaces bitmagnet contract §3, name grammar).</summary>
public static class ReleaseParser
{
    /// <summary>Parses a name. Never fails. Reads the first 2,048 characters, in linear time.</summary>
    public static ReleaseName Parse(string name)
    {
        if (name.Length <= PlainText.MaxLength && name.Contains('/', StringComparison.Ordinal) && PathReader.IsPath(name) && PathReader.Read(name) is { } read)
        {
            return read;
        }

        var (isOtherFile, words) = StripExtension(Tokenizer.Read(name));
        return words.Count == 0 ? new ReleaseName { Name = name, NoTitle = NoTitle.NoWords }
            : OtherMedia.IsCode(words) ? new ReleaseName { Name = name, NoTitle = NoTitle.Code }
            : Read(name, words, isOtherFile);
    }

    private static ReleaseName Read(string name, TokenizedName words, bool isOtherFile)
    {
        var (start, hasGroup) = LeadingTags.Skip(words, words.Count);
        if (start == 0 && LeadingTags.SkipRound(words) is > 0 and var round)
        {
            (start, hasGroup) = (round, true);
        }

        start = SkipGroupOfGroups(words, start, ref hasGroup);
        var scan = MarkerScan.Run(words, start, hasGroup);
        var first = scan.First;
        if (first == start && scan.End < words.Count)
        {
            // Where markers come first, the title follows them, or lies between them: "Episode 14 The Title (Season 2)".
            var rest = scan.FirstEnd < scan.End ? MarkerScan.Run(words, scan.FirstEnd, hasGroup) : scan;
            start = rest.First > scan.FirstEnd ? scan.FirstEnd : scan.End;
            first = rest.First > scan.FirstEnd ? rest.First : first;
        }
        else if (first > start + 1 && words.Word(start).Length == 2 && scan.Episodes.Has(words.Number(start)) && words.Gap(start + 1) is "-" or " - " or ". ")
        {
            // "03-Show.5x03.Title.avi": the number orders the files.
            start++;
        }

        var stop = first > start ? Math.Min(first, scan.Noise) : Math.Max(scan.Noise, start + 1);
        stop = Math.Min(stop, words.Count);
        var yearAt = YearReader.InTitle(words, start, stop);
        if (yearAt > start && YearReader.IsRange(words, yearAt - 1))
        {
            yearAt--;
        }
        else if (scan.Episodes.HasSeasons && stop == first && IsWithinTitle(words, yearAt, start, stop))
        {
            yearAt = -1;
        }

        if (yearAt < 0 && !scan.IsSeries && YearReader.OpensName(words, start, stop))
        {
            yearAt = start;
        }

        var limit = yearAt > start ? yearAt : stop;
        if (yearAt == start)
        {
            start = words.OpensGroup(start) ? words.GroupEnd(start) : start + 1;
        }

        var span = TitleSpan.Narrow(words, start, limit, yearAt > start, stop == first ? scan.Episodes : null);
        var isPack = !scan.IsSeries && PackReader.IsPack(words, start, span.Full, stop);
        if (yearAt < 0 && scan.AirDate is null)
        {
            yearAt = YearBehind(words, scan, span.End);
        }

        if (yearAt < 0 && !scan.IsSeries && !isOtherFile && YearReader.StuckAt(words.Word(span.End - 1)) is > 0 and var letters)
        {
            return Read(name, words.Split(span.End - 1, letters), isOtherFile);
        }

        int? year = yearAt < 0 ? null : words.Number(yearAt);
        var kind = Kind(words, scan, span, year, isOtherFile);
        var isOther = scan.Episodes.IsEmpty && OtherMedia.IsPlain(words, start, isOtherFile);
        var isNoise = IdReader.IsAlone(words) || start > 0 && words.Mark(start) == Mark.Noise && (start == words.Count - 1 || scan.FirstEnd == start)
            || (first == start && scan.End >= words.Count && scan.Episodes.HasEpisodes && scan.Episodes.HasSeasons); // "S03E02.mkv"
        var readings = isPack || isOther || isNoise ? [] : ReadingList.Of(words, span, span.Second(words, scan.Second), kind, year, yearAt);
        if (scan.MayBeFilm && readings.Count > 0)
        {
            var whole = TitleCleaner.Clean(words.Section(start, scan.End));
            readings.AddRange([new Reading(ReleaseKind.Tv, whole, null), new Reading(ReleaseKind.Movie, whole, null)]);
        }

        var isFilm = SeasonTitle.IsFilm(words, scan, start, yearAt);
        if (isFilm)
        {
            kind = ReleaseKind.Movie;
            readings.Insert(0, new Reading(kind, TitleCleaner.Clean(words.Section(start, scan.End)), year));
        }

        return new ReleaseName
        {
            Name = name,
            Kind = readings.Count == 0 && (isOther || !scan.IsSeries) ? ReleaseKind.Unknown : kind,
            Readings = readings,
            NoTitle = readings.Count > 0 ? NoTitle.None : isOther ? NoTitle.OtherMedia : isPack ? NoTitle.Pack : NoTitle.NoWords,
            Ids = IdReader.Read(words),
            Seasons = isFilm ? [] : scan.Episodes.Seasons(),
            Episodes = scan.Episodes.Episodes(),
            IsCounted = scan.Episodes.HasEpisodes && !scan.Episodes.HasSeasons,
            AirDate = scan.AirDate,
            Languages = LanguageReader.Read(words, span.End, scan.IsSeries),
            Multi = LanguageReader.IsMulti(words, span.End),
        };
    }

    private static (bool IsOther, TokenizedName Words) StripExtension(TokenizedName words)
    {
        var last = words.Count - 1;
        if (last < 1 || words.Gap(last) is not ("." or ")." or "].") || words.Tokens[last].End != words.Text.Length
            || Vocabulary.IsVideoExtension(words.Word(last)) is not { } isVideo)
        {
            return (false, words);
        }

        var length = words.Tokens[last].Start - 1;
        return (!isVideo, new TokenizedName(words.Text[..length], words.Lower[..length], [.. words.Tokens.Take(last)]) { IsVideoFile = isVideo });
    }

    /// <summary>
    /// "[Group][Genre][Title][05]": where everything is bracketed, the title is the first title-like group after the release group.
    /// </summary>
    private static int SkipGroupOfGroups(TokenizedName words, int start, ref bool hasGroup)
    {
        if (!words.OpensGroup(start) || words.Tokens[start].Bracket != '[')
        {
            return start;
        }

        if (hasGroup)
        {
            return SkipSecondGroup(words, start);
        }

        var next = words.GroupEnd(start);
        while (next < words.Count && words.OpensGroup(next) && IsGenre(words.Word(words.GroupEnd(next) - 1)))
        {
            next = words.GroupEnd(next);
        }

        if (!TitleSpan.IsTitleGroup(words, next))
        {
            return start;
        }

        hasGroup = true;
        return SkipSecondGroup(words, next);
    }

    /// <summary>"【Month】[GROUP][標題][Title][04]": the note comes first, then the group, then the title in two languages.</summary>
    private static int SkipSecondGroup(TokenizedName words, int start)
    {
        var next = words.GroupEnd(start);
        return Tokenizer.Family(words.Word(start)[0]) == 1 && TitleSpan.IsTitleGroup(words, next) && Tokenizer.Family(words.Word(next)[0]) == 2
            && TitleSpan.IsTitleGroup(words, words.GroupEnd(next)) ? next : start;
    }

    /// <summary>
    /// Whether a word is a note that Chinese release groups put before the title: "donghua", "new in October", "Japanese series of 2022".
    /// </summary>
    private static bool IsGenre(ReadOnlySpan<char> word) => word is "国漫" or "國漫" or "连载" or "動畫" or "动漫" or "动画" or "番剧"
        || word.EndsWith("新番") || word.EndsWith("日劇") || word.EndsWith("日剧") || word.EndsWith("韓劇") || word.EndsWith("韩剧") || word.EndsWith("美劇") || word.EndsWith("美剧");

    /// <summary>"Scam 2003 The Telgi Story S01": the year belongs to the title where words follow it before the markers.</summary>
    private static bool IsWithinTitle(TokenizedName words, int yearAt, int start, int stop) =>
        yearAt > start && yearAt + 1 < stop && !words.OpensGroup(yearAt) && words.Gap(yearAt + 1).Length == 1
        && !words.Any(yearAt + 1, stop, static (words, i) => words.Mark(i) != Mark.Word || words.OpensGroup(i));

    /// <summary>
    /// The year after the title. In a series' name it counts only in brackets of its own or with nothing but release words on both sides;
    /// elsewhere it may belong to an episode's title.
    /// </summary>
    private static int YearBehind(TokenizedName words, MarkerScan scan, int from)
    {
        if (!scan.IsSeries)
        {
            return YearReader.Behind(words, from);
        }

        // "Show Season 6 (2016) 720p Episode 13"
        var between = scan.FirstEnd;
        while (between < scan.End && !(words.OpensGroup(between) && words.GroupEnd(between) == between + 1 && YearReader.IsYear(words.Number(between))))
        {
            between++;
        }

        if (between < scan.End)
        {
            return between;
        }

        var first = Math.Max(scan.End, from);
        var at = YearReader.Behind(words, first);
        if (at < 0 || words.OpensGroup(at) || words.Gap(at).Contains(" / ", StringComparison.Ordinal))
        {
            return at;
        }

        if (words.Any(first, at, static (words, i) => words.Mark(i) == Mark.Word))
        {
            return -1;
        }

        return at + 1 >= words.Count || at + 1 >= scan.Noise || words.Tokens[at + 1].Group != words.Tokens[at].Group
            || words.Mark(at + 1) != Mark.Word ? at : -1;
    }

    private static ReleaseKind Kind(TokenizedName words, MarkerScan scan, TitleSpan span, int? year, bool isOtherFile) =>
        scan.IsSeries ? ReleaseKind.Tv
        : year is null || isOtherFile ? ReleaseKind.Unknown
        : scan.Noise == words.Count && words.Any(span.Start + 1, words.Count, static (words, i) => words.Mark(i) == Mark.Foreign)
            ? ReleaseKind.Unknown
            : ReleaseKind.Movie;
}
