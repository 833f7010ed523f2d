namespace Bitmagnet.Functions.Releases;

/// <summary>Recognises names of several films, which have no single title.</summary>
internal static class PackReader
{
    /// <summary>
    /// Whether the words from a title's start to its end, or to the first that cannot belong to it (stop), name several films.
    /// </summary>
    public static bool IsPack(TokenizedName name, int start, int end, int stop)
    {
        for (var i = start; i < stop; i++)
        {
            if (YearReader.IsRange(name, i) && (i > start || stop > start + 2) && !(name.Number(i + 2) > name.Number(i + 1) && YearReader.IsYear(name.Number(i + 2))))
            {
                return true;
            }

            if (i > start && IsNumberRange(name, i) && (i + 2 >= end || i >= end || name.Number(i + 2) == 3))
            {
                return true;
            }

            if (i <= start || name.Mark(i) != Mark.Pack || name.Word(i - 1) is "criterion" || !EditionReader.HasTitle(name, start, i))
            {
                continue;
            }

            // "Trilogy" always means several films; "collection" and "saga" only where nothing but technical words follow.
            if (IsPlain(name.Word(i)) ? i == end - 1 && end == stop || i >= end : i >= end - 1 || name.Word(i - 1) is not "the")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNumberRange(TokenizedName name, int index) =>
        name.Number(index) == 1 && ((name.Number(index + 1) is >= 2 and <= 20 && name.Gap(index + 1) is "-" or " - " or "~")
            || (name.Number(index + 1) == 2 && name.Gap(index + 1) is ", " or " & " or "," or "+"));

    private static bool IsPlain(ReadOnlySpan<char> word) =>
        word is "collection" or "saga" or "anthology" or "pack" or "movies" or "films" or "filme" or "colección" or "collezione" or "coleção";
}
