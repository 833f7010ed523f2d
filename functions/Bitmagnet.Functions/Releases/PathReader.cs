namespace Bitmagnet.Functions.Releases;

/// <summary>Reads a file's path; the folders supply what the file name lacks ("Show/Season 2/05.mkv", "Film (1999)/film.avi").</summary>
internal static class PathReader
{
    private static readonly WordSet Generic = new("""
        movie movies film films series serie serien tv shows show anime video videos media download downloads torrent torrents complete documentaries kids
        """);

    /// <summary>Whether a name is a video file's path. A slash with spaces around it separates two titles instead.</summary>
    public static bool IsPath(string name)
    {
        var last = name.LastIndexOf('/');
        var dot = name.LastIndexOf('.');
        if (last < 0 || dot < last + 2 || Vocabulary.IsVideoExtension(name.AsSpan(dot + 1).Trim().ToString().ToLowerInvariant()) is not true)
        {
            return false;
        }

        for (var at = name.IndexOf('/', StringComparison.Ordinal); at >= 0; at = name.IndexOf('/', at + 1))
        {
            if (name[at + 1] is ' ' or '/' || (at > 0 && name[at - 1] == ' '))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The reading of the file name completed by its folders; null where the folders are part of the title ("Fate/Zero - 01.mkv").
    /// </summary>
    public static ReleaseName? Read(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var file = ReleaseParser.Parse(parts[^1]);
        int? season = null;
        ReleaseName? folder = null;
        var isPlain = parts.Length > 2;
        for (var i = parts.Length - 2; i >= 0 && folder is null; i--)
        {
            var read = ReleaseParser.Parse(parts[i]);
            var isSeason = IsSeason(parts[i]);
            isPlain |= isSeason || Generic.Contains(parts[i].ToLowerInvariant());
            if (isSeason)
            {
                season ??= read.Seasons is [var only] ? only : null;
            }
            else if (read.Readings.Count > 0 && !Generic.Contains(parts[i].ToLowerInvariant()))
            {
                folder = read;
            }
        }

        season ??= folder is { Seasons: [var named] } && folder.Episodes.Count == 0 ? named : null;
        var isSame = folder is not null && file.Readings.Count > 0 && IsSame(folder.Readings[0].Title, file.Readings[0].Title);
        return isSame || isPlain || folder?.Readings[0].Year is not null ? WithSeason(Together(path, file, folder, isSame), season) : null;
    }

    private static ReleaseName Together(string path, ReleaseName file, ReleaseName? folder, bool isSame)
    {
        file = file with { Name = path };
        if (folder is null)
        {
            return file;
        }

        var isSeries = file.Kind == ReleaseKind.Tv || file.Episodes.Count > 0 || folder.Kind == ReleaseKind.Tv;
        if (file.Readings.Count == 0 || (isSeries && !isSame && IsMarkedFirst(path)) || (file.Readings[0].Title.All(char.IsAsciiDigit) && !isSame) || (isSeries && file.Episodes.Count == 0 && !isSame))
        {
            return Counted(path, file, folder);
        }

        var year = folder.Readings[0].Year;
        if (year is null || (isSeries ? !isSame || file.Readings[0].Year is not null : (file.Readings[0].Year ?? year) != year))
        {
            return file;
        }

        // A film's folder is usually named more carefully than its file.
        IReadOnlyList<Reading> dated = [.. file.Readings.Select(reading => reading with { Year = year, Kind = isSeries ? reading.Kind : ReleaseKind.Movie })];
        return file with
        {
            Kind = dated[0].Kind,
            Readings = isSeries ? dated : [.. folder.Readings.Concat(dated).DistinctBy(reading => (reading.Title.ToLowerInvariant(), reading.Year))],
        };
    }

    /// <summary>"Show/Season 2/S02E06 The Title of the Episode.mkv".</summary>
    private static bool IsMarkedFirst(string path) => MarkerScan.IsMarker(Tokenizer.Read(path[(path.LastIndexOf('/') + 1)..]), 0);

    /// <summary>"Show/Season 1/01.mkv", "Show/e01.mkv": the folder gives the title, the file the number.</summary>
    private static ReleaseName Counted(string path, ReleaseName file, ReleaseName folder)
    {
        var digits = Digits.Leading(file.Name.AsSpan(file.Name.LastIndexOf('/') + 1));
        IReadOnlyDictionary<int, IReadOnlyList<int>> episodes = file.Episodes.Count > 0 ? file.Episodes
            : digits is 2 or 3 && int.Parse(file.Name.AsSpan(file.Name.LastIndexOf('/') + 1, digits), CultureInfo.InvariantCulture) is > 0 and var number
                ? new Dictionary<int, IReadOnlyList<int>> { [1] = [number] }
                : folder.Episodes;
        var isOwn = file.Seasons.Count > 0 || folder.Seasons.Count == 0;
        return folder with
        {
            Name = path,
            Kind = episodes.Count > 0 ? ReleaseKind.Tv : folder.Kind,
            Readings = episodes.Count > 0 ? [.. folder.Readings.Select(reading => reading with { Kind = ReleaseKind.Tv })] : folder.Readings,
            Seasons = isOwn && episodes.Count > 0 ? [.. episodes.Keys] : folder.Seasons,
            Episodes = episodes,
            IsCounted = file.Seasons.Count == 0 || file.IsCounted,
            Ids = [.. folder.Ids.Concat(file.Ids)],
        };
    }

    /// <summary>Adds the folder's season where the file name gives only an episode. "Season 4/Show [401].mkv" gives it twice.</summary>
    private static ReleaseName WithSeason(ReleaseName read, int? season)
    {
        if (season is not { } number || !(read.IsCounted || read.Seasons.Count == 0))
        {
            return read;
        }

        var episodes = read.Episodes.Values.FirstOrDefault() ?? [];
        if (episodes.Count > 0 && episodes.All(episode => episode / 100 == number))
        {
            episodes = [.. episodes.Select(episode => episode % 100)];
        }

        return read with
        {
            Kind = ReleaseKind.Tv,
            Readings = [.. read.Readings.Select(reading => reading with { Kind = ReleaseKind.Tv })],
            Seasons = [number],
            Episodes = episodes.Count > 0 ? new Dictionary<int, IReadOnlyList<int>> { [number] = episodes } : read.Episodes,
            IsCounted = false,
        };
    }

    /// <summary>"Season 2", "Saison 12 Français", "S02".</summary>
    private static bool IsSeason(string folder)
    {
        var words = Tokenizer.Read(folder);
        return words.Count > 0 && (EpisodeWords.IsSeason(words.Word(0)) || words.Word(0) is ['s', >= '0' and <= '9', ..])
            && ReleaseParser.Parse(folder).Seasons.Count == 1;
    }

    /// <summary>Whether one title contains the other, separators aside.</summary>
    private static bool IsSame(string one, string other)
    {
        var (left, right) = (Letters(one), Letters(other));
        return left.Length > 0 && right.Length > 0
            && (left.Contains(right, StringComparison.Ordinal) || right.Contains(left, StringComparison.Ordinal));
    }

    private static string Letters(string title) => string.Concat(title.ToLowerInvariant().Where(char.IsLetterOrDigit));
}
