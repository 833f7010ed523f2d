namespace Bitmagnet.Functions.Releases;

/// <summary>Makes the readings of a name, best first.</summary>
internal static class ReadingList
{
    /// <summary>The readings that the title's position allows.</summary>
    public static List<Reading> Of(TokenizedName name, TitleSpan span, ReadOnlySpan<char> second, ReleaseKind kind, int? year, int yearAt)
    {
        var readings = new List<Reading>();
        var splitDashes = !name.Text.AsSpan().ContainsAny(" ._");
        var section = name.Section(span.Start, span.End).ToString();
        if (name.OpensGroup(span.Start) && name.Tokens[span.Start].Bracket == '(' && section.Contains(')'))
        {
            // "(500) Days of Summer": these brackets are the title's own.
            section = '(' + section;
        }

        // Polish sites: "Polish title - Original title *2024*".
        var dash = yearAt == span.End && name.Gap(yearAt) is [.., '*'] ? section.IndexOf(" - ", StringComparison.Ordinal) : -1;
        var titles = dash > 0 ? [TitleCleaner.Clean(section.AsSpan(0, dash)), TitleCleaner.Clean(section.AsSpan(dash))] : TitleSplitter.Split(section, splitDashes);
        if (!second.IsEmpty)
        {
            titles.AddRange(TitleSplitter.Split(second.ToString(), splitDashes));
        }

        if (span.Aside >= 0)
        {
            // "【標題 Title】【Title】": the title in one script is the better reading. "(TV)" is not a title.
            var aside = TitleCleaner.Clean(name.Section(span.Aside, name.GroupEnd(span.Aside))).TrimEnd(')', ' ');
            titles.InsertRange(TitleSplitter.IsMixed(section) ? 0 : titles.Count, aside is [< 'z', < 'z'] ? [] : TitleSplitter.Split(aside, splitDashes));
        }

        foreach (var title in TitleSplitter.LatinFirst(titles))
        {
            Add(readings, new Reading(kind, title, year));
        }

        if (span.Full > span.End)
        {
            // The words taken for a language or an edition may belong to the title ("The Good German").
            Add(readings, new Reading(kind, TitleCleaner.Clean(name.Section(span.Start, span.Full)), year));
        }

        if (yearAt == span.Start - 1 && yearAt >= 0 && name.Gap(span.Start).Length == 1 && !name.OpensGroup(yearAt))
        {
            // "2001 A Space Odyssey": the leading number may belong to the title.
            Add(readings, new Reading(kind, TitleCleaner.Clean(name.Section(yearAt, span.End)), null));
        }

        if (yearAt == span.End && yearAt > span.Start && (kind == ReleaseKind.Tv ? !name.OpensGroup(yearAt) : name.Gap(yearAt).Length == 0))
        {
            // "Space 1999", "Airport1975": the year may belong to the title.
            Add(readings, new Reading(kind, TitleCleaner.Clean(name.Section(span.Start, yearAt + 1)), null));
        }

        return readings;
    }

    private static void Add(List<Reading> readings, Reading reading)
    {
        if (reading.Title.Length > 0 && !readings.Contains(reading))
        {
            readings.Add(reading);
        }
    }
}
