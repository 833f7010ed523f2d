namespace Bitmagnet.Functions.Releases;

/// <summary>Reads the air date of a daily show: 2023.05.15, 15-05-2023, 15 May 2023, 20230515, 230515, 2023.0515, 23.05.15, 05-15-23.</summary>
internal static class DateReader
{
    private static readonly WordSet Weekdays = new("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun");

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>Whether the word is a day of the week, which may come before a date.</summary>
    public static bool IsWeekday(ReadOnlySpan<char> word) => Weekdays.Contains(word);

    /// <summary>The full date that starts at a word, and how many words it takes; null where there is none.</summary>
    public static (DateOnly Date, int Words)? Read(TokenizedName name, int index)
    {
        var first = name.Word(index);
        if (first.Length is 3 or 4 && EpisodeWords.Ordinal(first) is > 0 and <= 31 and var nth && char.IsAsciiDigit(first[0])
            && Month(name.Word(index + 1)) is > 0 and var month && YearReader.IsYear(name.Number(index + 2)))
        {
            return Of(name.Number(index + 2), month, nth) is { } spoken ? (spoken, 3) : null;
        }

        if (first.Length == 8 && name.Number(index) > 0)
        {
            var compact = name.Number(index);
            return Of(compact / 10000, compact / 100 % 100, compact % 100) is { } day ? (day, 1) : null;
        }

        if (first.Length == 6 && index > 0 && name.Number(index) is >= 50000 and < 360000 and var shortDate
            && (index + 1 >= name.Count || name.Mark(index + 1) == Mark.Noise))
        {
            return Of(2000 + shortDate / 10000, shortDate / 100 % 100, shortDate % 100) is { } day ? (day, 1) : null;
        }

        if (first.Length == 4 && index > 0 && name.Word(index + 1).Length == 4 && name.Word(index + 1)[0] is '0' or '1' && name.Gap(index + 1) is "."
            && Of(name.Number(index), name.Number(index + 1) / 100, name.Number(index + 1) % 100) is { } joined)
        {
            return (joined, 2);
        }

        if (first.Length is not (1 or 2 or 4) && Month(first) == 0 || index + 2 >= name.Count || !SameSeparator(name, index))
        {
            return null;
        }

        int a = name.Number(index), b = name.Number(index + 1), c = name.Number(index + 2);
        var second = name.Word(index + 1);
        var third = name.Word(index + 2);
        DateOnly? date = null;
        if (first.Length == 4 && YearReader.IsYear(a))
        {
            // "2019.5.1" may be a year and a channel count.
            date = b > 0 && second.Length <= 2 && third.Length == 2 ? Of(a, b, c) ?? Of(a, c, b) : Month(second) > 0 ? Of(a, Month(second), c) : null;
        }
        else if (third.Length == 4 && YearReader.IsYear(c))
        {
            // One-digit parts are channel counts ("5.1") as often as days.
            date = first.Length == 2 && second.Length == 2 && a > 0 && b > 0 ? Of(c, b, a) ?? Of(c, a, b)
                : a > 0 && Month(second) > 0 ? Of(c, Month(second), a)
                : Month(first) > 0 && b > 0 ? Of(c, Month(first), b) : null;
        }
        else if (first.Length == 2 && second.Length == 2 && third.Length == 2 && index > 0 && a > 0 && b > 0 && c is >= 0 and <= 35 && (b != a + 1 || c != b + 1))
        {
            date = (name.Gap(index + 1) is "." && a is >= 5 and <= 35 ? Of(2000 + a, b, c) : null)
                ?? (name.Gap(index + 1) is "." or "-" ? Of(2000 + c, a, b) ?? Of(2000 + c, b, a) : null);
        }

        return date is { } found ? (found, 3) : null;
    }

    private static bool SameSeparator(TokenizedName name, int index)
    {
        var gap = name.Gap(index + 1);
        var next = name.Gap(index + 2);
        return gap.Length == 1 && gap[0] is '.' or '-' or '/' or ' ' or '_' && (next.SequenceEqual(gap) || (gap is " " && next is ", ")) // "May 15, 2023"
            && name.Tokens[index].Group == name.Tokens[index + 2].Group;
    }

    private static int Month(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 9 || char.IsAsciiDigit(word[0]))
        {
            return 0;
        }

        for (var i = 0; i < Months.Length; i++)
        {
            if (word.SequenceEqual(Months[i]) || (word.Length == 3 && Months[i].AsSpan().StartsWith(word)))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static DateOnly? Of(int year, int month, int day) =>
        year is >= 1930 and <= YearReader.Latest && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
}
