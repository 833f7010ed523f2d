namespace Bitmagnet.Functions.Releases;

/// <summary>Finds what ends a title: season and episode markers, an air date, technical words.</summary>
internal sealed class MarkerScan
{
    /// <summary>Whether the episodes come from a bare number, which a proper marker replaces.</summary>
    private bool _isLoose;

    private MarkerScan(EpisodeSet episodes) => Episodes = episodes;

    /// <summary>The seasons and episodes found.</summary>
    public EpisodeSet Episodes { get; }

    /// <summary>The air date found; null where there is none.</summary>
    public DateOnly? AirDate { get; private set; }

    /// <summary>Index of the first season, episode or date word; -1 where there is none.</summary>
    public int First { get; private set; } = -1;

    /// <summary>Index after the first marker; 0 where there is none.</summary>
    public int FirstEnd { get; private set; }

    /// <summary>Index after the markers that begin at <see cref="First"/>.</summary>
    public int End { get; private set; }

    /// <summary>Index of the first technical word after the title's first word; the number of words where there is none.</summary>
    public int Noise { get; private set; }

    /// <summary>First word of a second title, "Title (Season 8) / Second title (Season 8)", "[標題 第3季][Title][01]"; -1 where there is none.</summary>
    public int Second { get; private set; } = -1;

    /// <summary>Whether the episode number may also end a film's title: "Title 12.mkv".</summary>
    public bool MayBeFilm { get; private set; }

    public bool IsSeries => !Episodes.IsEmpty || AirDate is not null;

    /// <summary>Scans a name from the title's first word.</summary>
    public static MarkerScan Run(TokenizedName name, int start, bool hasGroup)
    {
        var scan = new MarkerScan(new EpisodeSet()) { Noise = name.Count };
        for (var i = start; i < name.Count;)
        {
            var complete = scan.Episodes.HasSeasons && scan.Episodes.HasEpisodes;
            if (complete && i > scan.End)
            {
                break;
            }

            var next = scan.ReadAt(name, i, start, hasGroup);
            if (next > i)
            {
                scan.First = scan.First >= 0 ? scan.First
                    : scan.AirDate is not null && i > start + 1 && DateReader.IsWeekday(name.Word(i - 1)) ? i - 1 : i;
                scan.FirstEnd = scan.FirstEnd > 0 ? scan.FirstEnd : next;
                scan.End = next;
                var isGroup = next < name.Count && name.Tokens[start].Bracket == '[' && name.GroupEnd(start) == next && TitleSpan.IsTitleGroup(name, next);
                if (scan.Second < 0 && (isGroup || name.Gap(next).Contains(" / ", StringComparison.Ordinal)))
                {
                    scan.Second = next;
                }

                i = next;
                continue;
            }

            if (i > start && scan.Noise == name.Count && name.Mark(i) is Mark.Noise or Mark.Dubbing)
            {
                scan.Noise = i;
            }

            i++;
        }

        scan.FindNoise(name, start);
        return scan;
    }

    /// <summary>Whether a season or episode marker starts at a word.</summary>
    public static bool IsMarker(TokenizedName name, int index)
    {
        var probe = new EpisodeSet();
        return ReadCompact(name, index, probe) > index || CounterReader.Read(name, index, probe) > index
            || WordMarkerReader.Read(name, index, probe) > index;
    }

    private int ReadAt(TokenizedName name, int index, int start, bool hasGroup)
    {
        var beforeNoise = index < Noise;
        var isRepeated = Episodes.HasEpisodes && name.Word(index).Length == 6; // "E300.211002": the episode is known already
        if (beforeNoise && AirDate is null && !isRepeated && DateReader.Read(name, index) is { } date && !(index == start && IsAll(name, index)))
        {
            AirDate = date.Date;
            return index + date.Words;
        }

        var next = CounterReader.Read(name, index, Episodes);
        if (next > index)
        {
            return next;
        }

        // "10x10 2018 1080p": a year directly after it makes it the title.
        var isTitle = index == start && YearReader.IsYear(name.Number(index + 1))
            && (index + 2 >= name.Count || name.Mark(index + 2) != Mark.Word);
        next = isTitle || IsSignature(name, index) ? index : ReadCompact(name, index, Episodes);
        if (next > index)
        {
            if (_isLoose && Episodes.HasSeasons)
            {
                // "Show 87 (S4-24)": the number within the season counts.
                Episodes.ClearEpisodes();
                ReadCompact(name, index, Episodes);
            }

            return next;
        }

        // "S02E31 - Episode 55": the marker counts, not the words.
        if (Episodes.HasSeasons && Episodes.HasEpisodes)
        {
            return index;
        }

        next = WordMarkerReader.Read(name, index, Episodes);
        next = next > index || AirDate is not null ? next : PairReader.Read(name, index, start, hasGroup, Episodes);
        if (next > index || !beforeNoise || Episodes.HasEpisodes)
        {
            return next;
        }

        if (index == start)
        {
            return NumberReader.ReadFront(name, index, hasGroup, Episodes);
        }

        next = NumberReader.Read(name, index, hasGroup, Episodes, isBehindSeason: Episodes.HasSeasons && index == End);
        _isLoose = next > index && !Episodes.HasSeasons;
        MayBeFilm = _isLoose && next == index + 1 && NumberReader.MayBeFilm(name, index, hasGroup);
        return next;
    }

    private static int ReadCompact(TokenizedName name, int index, EpisodeSet set)
    {
        if (name.Word(index)[0] is not ((>= '0' and <= '9') or 's' or 't' or 'e') || IsChecksum(name, index))
        {
            return index;
        }

        var end = MarkerReader.Read(name.Lower, name.Tokens[index].Start, set);
        if (end > 0)
        {
            return WordMarkerReader.IndexAt(name, index + 1, end);
        }

        var next = CrossReader.Read(name, index, set);
        return next > index ? next : TotalReader.Read(name, index, set);
    }

    /// <summary>"[E91E882D]": the file's checksum.</summary>
    private static bool IsChecksum(TokenizedName name, int index)
    {
        var word = name.Word(index);
        return word.Length == 8 && name.OpensGroup(index) && name.GroupEnd(index) == index + 1 && !word.ContainsAnyExcept(Digits.Hexadecimal);
    }

    /// <summary>"… x264-S56": the last word after technical ones is the group's name.</summary>
    private bool IsSignature(TokenizedName name, int index) =>
        index == name.Count - 1 && Noise < index && name.Gap(index).Contains('-') && name.Word(index) is ['s', _, _] or ['s', _, _, _];

    /// <summary>"22 July 2018 1080p": a date that ends in its year and is followed only by technical words is a title and a year.</summary>
    private static bool IsAll(TokenizedName name, int index) => YearReader.IsYear(name.Number(index + 2))
        && (index + 3 >= name.Count || name.Mark(index + 3) == Mark.Noise);

    /// <summary>Looks for the first technical word past the markers where the scan stopped.</summary>
    private void FindNoise(TokenizedName name, int start)
    {
        for (var i = Math.Max(start + 1, First < 0 ? 0 : End); i < name.Count && Noise == name.Count; i++)
        {
            if (name.Mark(i) is Mark.Noise or Mark.Dubbing)
            {
                Noise = i;
            }
        }
    }
}
