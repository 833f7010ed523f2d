namespace Bitmagnet.Functions.Releases;

/// <summary>Reads an episode number with the total: 1of5, 08of10, 3 of 7, 3iz6, "из 24".</summary>
internal static class TotalReader
{
    /// <summary>The largest total; a larger number may be a date ("3 de 2014").</summary>
    private const int MostParts = 100;

    /// <summary>Reads the marker that starts at a word; returns the index behind it, or the same index.</summary>
    public static int Read(TokenizedName name, int index, EpisodeSet set)
    {
        var word = name.Word(index);
        var digits = Digits.Leading(word);
        if (digits is 0 or > 3 || set.HasEpisodes)
        {
            return index;
        }

        if (digits == word.Length)
        {
            // "3 of 7", which opens no title ("2 of Us").
            var part = name.Number(index);
            return index > 0 && name.Word(index + 1) is "of" or "из" && IsPart(part, name.Number(index + 2)) ? Add(set, part, index + 3) : index;
        }

        var cursor = new Cursor(name.Lower, name.Tokens[index].Start);
        return cursor.Number(1, 3, out var number) && (cursor.Take("of") || cursor.Take("iz") || cursor.Take("von"))
            && cursor.Number(1, 3, out var total) && cursor.AtBoundary && IsPart(number, total)
            ? Add(set, number, index + 1)
            : index;
    }

    /// <summary>Skips a total after an episode number: "из 10", "of 10", and the unknown ones "из XXX", "из ??".</summary>
    public static int Skip(TokenizedName name, int index)
    {
        if (name.Word(index) is not ("из" or "of" or "von" or "de" or "di" or "iz"))
        {
            return index;
        }

        if (name.Number(index + 1) > 0 || name.Word(index) is "из" && name.Word(index + 1) is "xxx" or "ххх")
        {
            return index + 2;
        }

        return name.Word(index) is "из" && name.Gap(index + 1).Contains('?') ? index + 1 : index;
    }

    private static bool IsPart(int number, int total) => number > 0 && number <= total && total is > 1 and <= MostParts;

    private static int Add(EpisodeSet set, int number, int next)
    {
        set.AddEpisodes(number, number);
        return next;
    }
}
