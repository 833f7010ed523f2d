namespace Bitmagnet.Functions.Releases;

/// <summary>Finds the release year among the numbers of a name.</summary>
internal static class YearReader
{
    /// <summary>The last number read as a year; later ones ("Blade Runner 2049") are part of a title.</summary>
    public const int Latest = 2035;

    /// <summary>The year of the first film.</summary>
    public const int Earliest = 1888;

    /// <summary>Whether a number can be a release year.</summary>
    public static bool IsYear(int number) => number is >= Earliest and <= Latest;

    /// <summary>The index of the release year that ends the title, before the first word that cannot belong to it (stop), or -1.</summary>
    public static int InTitle(TokenizedName name, int start, int stop)
    {
        var chosen = -1;
        for (var i = start; i < stop; i++)
        {
            if (!IsYear(name.Number(i)) || name.Word(i).Length != 4)
            {
                continue;
            }

            // A year that opens brackets is the release year, even before the title.
            if (name.OpensGroup(i) && (i > start || name.GroupEnd(i) < stop))
            {
                return i;
            }

            if (i == start && (i + 1 >= name.Count || !name.Gap(i + 1).Contains("- ", StringComparison.Ordinal) || i + 1 >= stop))
            {
                continue;
            }

            chosen = i;
            if (i > start && (EditionReader.IsAt(name, i + 1) || name.Mark(i + 1) is Mark.Language or Mark.Soft && i + 2 < stop
                && !HasLaterYear(name, i + 1, stop)))
            {
                break;
            }
        }

        return chosen;
    }

    /// <summary>"2024 Title 1080p": a year comes before the words and none after. "2001 A Space Odyssey" is read both ways.</summary>
    public static bool OpensName(TokenizedName name, int start, int stop) =>
        IsYear(name.Number(start)) && name.Word(start).Length == 4 && !name.OpensGroup(start) && start + 1 < stop
        && name.Mark(start + 1) == Mark.Word && name.Number(start + 1) < 0 && name.Gap(start + 1) is " " or "." or "_" && Behind(name, start + 1) < 0;

    /// <summary>The number of letters before a year that ends a word ("Title2010"); 0 where there is none.</summary>
    public static int StuckAt(ReadOnlySpan<char> word)
    {
        var letters = word.Length - 4;
        return letters >= 4 && int.TryParse(word[letters..], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and <= Latest
            && !word[..letters].ContainsAnyInRange('0', '9') ? letters : 0;
    }

    /// <summary>The index of the first year after the title, or -1: "Title.1080p.BluRay.2019".</summary>
    public static int Behind(TokenizedName name, int from)
    {
        for (var i = from; i < name.Count; i++)
        {
            if (IsYear(name.Number(i)) && name.Word(i).Length == 4 && !IdReader.IsLabel(name.Word(i - 1), name.Word(i)) && name.Word(i - 1) is not ("bt" or "rec") && DateReader.Read(name, i) is null)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether two years joined by a dash start at a word: several films, or a series' run.</summary>
    public static bool IsRange(TokenizedName name, int index) =>
        IsYear(name.Number(index)) && index + 1 < name.Count && name.Gap(index + 1).Length <= 3 && name.Gap(index + 1).ContainsAny("-~")
        && (name.Number(index + 1) > name.Number(index) && IsYear(name.Number(index + 1)) && name.Word(index + 1).Length == 4
            || name.Word(index + 1) is "present");

    private static bool HasLaterYear(TokenizedName name, int from, int stop) =>
        name.Any(from, Math.Min(stop, from + 8), static (name, i) => IsYear(name.Number(i)));
}
