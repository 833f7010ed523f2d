namespace Bitmagnet.Functions.Releases;

/// <summary>Splits a name into words in one pass.</summary>
internal static class Tokenizer
{
    private const string Openers = "([{【〔［";
    private const string Closers = ")]}】〕］";
    private const string Units = "季期集话話回部章年화회기부년";
    private const string HanNumerals = "零〇一二三四五六七八九十百两";

    /// <summary>The words of a name.</summary>
    public static TokenizedName Read(string name)
    {
        var text = PlainText.Of(name);
        var lower = text.ToLowerInvariant();
        var tokens = new List<Token>(24);
        int group = 0, groups = 0, depth = 0;
        var bracket = '\0';
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (!IsWordStart(c))
            {
                if (Openers.Contains(c))
                {
                    if (depth++ == 0)
                    {
                        group = ++groups;
                        bracket = c is '(' ? '(' : '[';
                    }
                }
                else if (Closers.Contains(c) && depth > 0 && --depth == 0)
                {
                    group = 0;
                    bracket = '\0';
                }

                at++;
                continue;
            }

            var end = CounterWordEnd(lower, at, WordEnd(text, at));
            tokens.Add(new Token(at, end, group, bracket));
            at = end;
        }

        return new TokenizedName(text, lower, tokens);
    }

    /// <summary>The script family of a character: 1 Latin and digits, 2 Han, kana and Hangul, 3 any other letter, 0 none.</summary>
    public static int Family(char c) => c switch
    {
        < '\u0250' => char.IsAsciiLetterOrDigit(c) || (c >= '\u00aa' && char.IsLetter(c)) ? 1 : 0,
        >= '\u1e00' and <= '\u1eff' => 1,
        >= '\u2e80' and <= '\u2fdf' or >= '\u3005' and <= '\u3007' or >= '\u3040' and <= '\u318f' or >= '\u31f0' and <= '\u31ff'
            or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7af' or >= '\uf900' and <= '\ufaff' => 2,
        _ => char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? 3 : 0,
    };

    private static int WordEnd(string text, int start)
    {
        var family = Family(text[start]);
        if (family == 2)
        {
            var counter = CounterEnd(text, start);
            if (counter > 0)
            {
                return counter;
            }
        }

        var at = start + 1;
        while (at < text.Length)
        {
            var c = text[at];
            var next = Family(c);
            if (next == family)
            {
                if (family == 2 && c is '第' or '全' && at + 1 < text.Length && (IsNumeral(text[at + 1]) || text[at + 1] == ' '))
                {
                    return at;
                }

                at++;
            }
            else if (next == 0 && IsMark(c))
            {
                at++;
            }
            else if (c is '\'' or '’' or '`' && at + 1 < text.Length && Family(text[at + 1]) == family)
            {
                at += 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>"season21", "Folge12", "Part01", "Castle1x01" are two words, "Season03Episode02" is four.</summary>
    private static int CounterWordEnd(string lower, int start, int end)
    {
        var digits = end;
        while (digits > start && char.IsAsciiDigit(lower[digits - 1]))
        {
            digits--;
        }

        var word = lower.AsSpan(start, digits - start);
        if (digits < end && word.ContainsAnyInRange('0', '9') && SplitGlued(word) is > 0 and var glued)
        {
            return start + glued;
        }

        if (word is [_, _, _, .., >= '0' and <= '9', 'x'] && end - digits == 2)
        {
            var season = digits - 2 - (char.IsAsciiDigit(lower[digits - 3]) ? 1 : 0);
            return season - start >= 3 && char.IsLetter(lower[season - 1]) ? season : end;
        }

        return digits < end && word.Length >= 3 && (EpisodeWords.IsSeason(word) || EpisodeWords.IsEpisode(word) || (word is "series" && lower.AsSpan(end).TrimStart(" .,_-").StartsWith("ep")) || word is "part" && lower[digits] == '0') ? digits : end;
    }

    /// <summary>The end of the first word or number in "season03episode" before a number; 0 for other words.</summary>
    private static int SplitGlued(ReadOnlySpan<char> word)
    {
        var number = Digits.Leading(word);
        if (number > 0)
        {
            return number < 4 && word.Length > number + 1 && EpisodeWords.IsEpisode(word[number..]) ? number : 0;
        }

        var letters = word.IndexOfAnyInRange('0', '9');
        return letters > 2 && (EpisodeWords.IsSeason(word[..letters]) || word[..letters] is "series") && SplitGlued(word[letters..]) > 0 ? letters : 0;
    }

    /// <summary>The end of a counter such as 第二季, 第 (before digits) or 集 (after digits); 0 where there is none.</summary>
    private static int CounterEnd(string text, int start)
    {
        if (start > 0 && char.IsAsciiDigit(text[start - 1]) && Units.Contains(text[start]))
        {
            return start + 1;
        }

        if (text[start] is not ('第' or '全'))
        {
            return 0;
        }

        var at = start + 1;
        while (at < text.Length && at - start <= 4 && HanNumerals.Contains(text[at]))
        {
            at++;
        }

        if (at == start + 1)
        {
            return at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == ' ') ? at : 0;
        }

        return at < text.Length && Units.Contains(text[at]) ? at + 1 : 0;
    }

    private static bool IsNumeral(char c) => char.IsAsciiDigit(c) || HanNumerals.Contains(c);

    private static bool IsWordStart(char c) => Family(c) != 0;

    private static bool IsMark(char c) => c >= '\u0300'
        && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
