namespace Bitmagnet.Functions.Releases;

/// <summary>Turns a section of a name into a title: separators become spaces, dotted capitals stay together.</summary>
internal static class TitleCleaner
{
    private const string EdgeSymbols = " -_.,:;+~|/\\&=@*([{<>}]【】#'\"`«»“”„·•。";

    /// <summary>
    /// The cleaned title; empty where the section has no letter or digit. Dashes split it where they are the name's only separators.
    /// </summary>
    public static string Clean(ReadOnlySpan<char> section, bool splitDashes = false)
    {
        section = section.Trim();
        var spaces = section.Count(' ');
        var dots = 0;
        for (var i = 1; i + 1 < section.Length; i++)
        {
            var between = Tokenizer.Family(section[i - 1]) != 0 && Tokenizer.Family(section[i + 1]) != 0;
            dots += between && section[i] == '.' ? 1 : 0;
        }

        var splitDots = spaces == 0 || dots > spaces;
        var title = new StringBuilder(section.Length);
        for (var i = 0; i < section.Length;)
        {
            var acronym = Acronym(section, i);
            if (acronym > 0)
            {
                title.Append(section.Slice(i, acronym));
                i += acronym;
                if (i < section.Length && Tokenizer.Family(section[i]) != 0)
                {
                    title.Append(' ');
                }

                continue;
            }

            var c = section[i++];
            var split = c switch
            {
                '_' or ' ' or ']' or '】' => true,
                '.' => splitDots && !(i < section.Length && i > 1 && char.IsAsciiDigit(section[i - 2]) && char.IsAsciiDigit(section[i]) && spaces > 0),
                '-' => splitDashes,
                '+' => spaces == 0,
                _ => false,
            };
            if (!split)
            {
                title.Append(c);
            }
            else if (title.Length > 0 && title[^1] != ' ')
            {
                title.Append(' ');
            }
        }

        return Trim(title.ToString());
    }

    /// <summary>Length of the run of two or more dotted capitals ("S.W.A.T.") at a position; 0 where there is none.</summary>
    private static int Acronym(ReadOnlySpan<char> text, int at)
    {
        if (!char.IsUpper(text[at]) || (at > 0 && Tokenizer.Family(text[at - 1]) != 0))
        {
            return 0;
        }

        var end = at;
        var letters = 0;
        while (end + 1 < text.Length && char.IsUpper(text[end]) && text[end + 1] == '.')
        {
            end += 2;
            letters++;
        }

        if (end < text.Length && char.IsUpper(text[end]) && letters > 0 && (end + 1 == text.Length || Tokenizer.Family(text[end + 1]) == 0))
        {
            end++;
            letters++;
        }

        return letters >= 2 ? end - at : 0;
    }

    private static string Trim(string title)
    {
        var end = title.Length;
        while (end > 0 && EdgeSymbols.Contains(title[end - 1]) && !(title[end - 1] == '.' && IsAbbreviation(title, end - 1)))
        {
            end--;
        }

        var start = 0;
        while (start < end && (EdgeSymbols.Contains(title[start]) && !(title[start] is '#' or '\'' && start + 1 < end && title[start + 1] != ' ')
                && !(title[start] == '(' && title.IndexOf(')', start) is var close && close > 0 && close < end - 1)
            || title[start] is ')' or '!' or '?'))
        {
            start++;
        }

        var trimmed = title[start..end];
        return trimmed.Any(static c => Tokenizer.Family(c) != 0) ? trimmed : "";
    }

    /// <summary>Whether a final dot belongs to dotted capitals; any other is cut.</summary>
    private static bool IsAbbreviation(string title, int dot) =>
        dot >= 3 && char.IsUpper(title[dot - 1]) && title[dot - 2] == '.' && char.IsUpper(title[dot - 3]);
}
