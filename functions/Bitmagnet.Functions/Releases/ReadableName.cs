namespace Bitmagnet.Functions.Releases;

/// <summary>
/// Chooses the text to read for a torrent: its name, or its video files' names where the name says little (a hash, "Season 1"). Pure.
/// </summary>
public static class ReadableName
{
    private static readonly WordSet Vague = new("""
        season seasons saison staffel temporada stagione sezon сезон series serie disc disk dvd cd part episode episodes ep complete full
        video videos movie movies film films tv show new folder torrent torrents download downloads unknown untitled untitled media files file sample main feature
        vts title track rip web bluray the
        """);

    /// <summary>
    /// The name to read of a torrent with these paths of its largest video files, the largest first; none where not known.
    /// </summary>
    public static string Of(string name, IReadOnlyList<string> files)
    {
        if (files.Count == 0 || Tells(name))
        {
            return name;
        }

        var told = files.Select(Telling).OfType<string>().ToList();
        if (told.Count > 0 && told.Select(TitleOf).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1)
        {
            return told[0];
        }

        var common = CommonPart([.. files.Select(path => path[(path.LastIndexOf('/') + 1)..])]);
        return files.Count > 1 && Tells(common) ? common : name;
    }

    /// <summary>The part of a path that tells a title; the file name is tried before its folders.</summary>
    private static string? Telling(string path) => Array.FindLast(path.Split('/', StringSplitOptions.RemoveEmptyEntries), Tells);

    private static string TitleOf(string name) => ReleaseParser.Parse(name).Readings[0].Title;

    /// <summary>What all names start with, cut at a word's end.</summary>
    private static string CommonPart(string[] names)
    {
        var first = names[0];
        var length = names.Min(name => first.AsSpan().CommonPrefixLength(name));
        while (length > 0 && length < first.Length && char.IsLetterOrDigit(first[length - 1]) && char.IsLetterOrDigit(first[length]))
        {
            length--;
        }

        return first[..length].TrimEnd(' ', '-', '_', '.', '(', '[');
    }

    /// <summary>Whether a name says what it is of: one title, several, or other media.</summary>
    private static bool Tells(string name)
    {
        var release = ReleaseParser.Parse(name);
        if (release.Readings.Count == 0)
        {
            return release.NoTitle is NoTitle.Pack or NoTitle.OtherMedia;
        }

        var isGroup = name.StartsWith('[') && name.IndexOf(']', StringComparison.Ordinal) == name.Length - 1;
        return !isGroup && (release.Readings[0].Year is not null || release.Readings[0].Title.Split(' ').Any(static word => !IsVague(word)));
    }

    private static bool IsVague(string word)
    {
        var lower = word.ToLowerInvariant().Trim('.', '-', ',', '(', ')', '[', ']', '#');
        return lower.Length == 0 || Digits.Leading(lower) == lower.Length || Vague.Contains(lower);
    }
}
