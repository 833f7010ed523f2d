namespace Bitmagnet.Functions.Releases;

/// <summary>Finds what ends a title: season and episode markers, an air date, technical words.</summary>
internal sealed class MarkerScan
{
    private MarkerScan(EpisodeSet episodes) => Episodes = episodes;

    /// <summary>Seasons and episodes found.</summary>
    public EpisodeSet Episodes { get; }

    /// <summary>The air date found.</summary>
    public DateOnly? AirDate { get; private set; }

    /// <summary>Index of the first season, episode or date word; -1 where there is none.</summary>
    public int First { get; private set; } = -1;

    /// <summary>Index behind the markers that begin at <see cref="First"/>.</summary>
    public int End { get; private set; }

    /// <summary>Index of the first technical word behind the title's first; the number of words where there is none.</summary>
    public int Noise { get; private set; }

    /// <summary>First word of a second title, "Title (Season 8) / Second title (Season 8)"; -1 where there is none.</summary>
    public int Second { get; private set; } = -1;

    /// <summary>Whether the name is of a series.</summary>
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
                scan.First = scan.First < 0 ? i : scan.First;
                scan.End = next;
                if (scan.Second < 0 && name.Gap(next).Contains(" / ", StringComparison.Ordinal))
                {
                    scan.Second = next;
                }

                i = next;
                continue;
            }

            if (i > start && scan.Noise == name.Count && Vocabulary.Of(name, i) is Mark.Noise or Mark.Dubbing)
            {
                scan.Noise = i;
            }

            i++;
        }

        scan.FindNoise(name, start);
        return scan;
    }

    /// <summary>Whether a season or episode marker stands at a word.</summary>
    public static bool IsMarker(TokenizedName name, int index)
    {
        var probe = new EpisodeSet();
        return MarkerReader.Read(name.Lower, name.Tokens[index].Start, probe) > 0
            || CounterReader.Read(name, index, probe) > index || WordMarkerReader.Read(name, index, probe) > index;
    }

    private int ReadAt(TokenizedName name, int index, int start, bool hasGroup)
    {
        var beforeNoise = index < Noise;
        if (beforeNoise && AirDate is null && DateReader.Read(name, index) is { } date && !(index == start && IsAll(name, index)))
        {
            AirDate = date.Date;
            return index + date.Words;
        }

        var next = CounterReader.Read(name, index, Episodes);
        if (next > index)
        {
            return next;
        }

        // "10x10 2018 1080p": nothing but a year behind it makes it the title.
        var isTitle = index == start && YearReader.IsYear(name.Number(index + 1))
            && (index + 2 >= name.Count || Vocabulary.Of(name, index + 2) != Mark.Word);
        var end = isTitle ? 0 : MarkerReader.Read(name.Lower, name.Tokens[index].Start, Episodes);
        if (end > 0)
        {
            return WordMarkerReader.IndexAt(name, index + 1, end);
        }

        next = WordMarkerReader.Read(name, index, Episodes);
        return next > index || index == start || !beforeNoise || Episodes.HasEpisodes
            ? next
            : NumberReader.Read(name, index, hasGroup, Episodes);
    }

    /// <summary>"22 July 2018 1080p": a date with its year last and nothing behind it but technical words is a title and a year.</summary>
    private static bool IsAll(TokenizedName name, int index) => YearReader.IsYear(name.Number(index + 2))
        && (index + 3 >= name.Count || Vocabulary.Of(name, index + 3) == Mark.Noise);

    /// <summary>The scan may have stopped at complete markers; the first technical word may come later.</summary>
    private void FindNoise(TokenizedName name, int start)
    {
        for (var i = Math.Max(start + 1, First < 0 ? 0 : End); i < name.Count && Noise == name.Count; i++)
        {
            if (Vocabulary.Of(name, i) is Mark.Noise or Mark.Dubbing)
            {
                Noise = i;
            }
        }
    }
}
