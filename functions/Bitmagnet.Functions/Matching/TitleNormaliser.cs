namespace Bitmagnet.Functions.Matching;

/// <summary>Brings titles of release names and of TMDB into one form. Pure, linear in the length of the title.</summary>
public static class TitleNormaliser
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static readonly string[] SubtitleMarks = [": ", " - ", " – ", " — ", " or ", " or: ", ", or ", " (", " oder ", " ou "];

    /// <summary>The form in which titles are compared.</summary>
    public static NormalisedTitle Normalise(string title)
    {
        var words = Canonical(Words(RestoreArticle(title)));
        var mark = SubtitleMarks
            .Select(mark => title.IndexOf(mark, 1 < title.Length ? 1 : 0, StringComparison.OrdinalIgnoreCase))
            .Where(at => at > 0)
            .DefaultIfEmpty(-1)
            .Min();
        var head = mark > 0 ? Bare(Canonical(Words(title[..mark]))) : null;
        return new NormalisedTitle(
            words,
            string.Concat(words),
            Bare(words),
            [.. words.Where(word => word.All(char.IsAsciiDigit))],
            string.IsNullOrEmpty(head) ? null : head,
            words.Count > 1 ? Country(title) : null);
    }

    /// <summary>"The Office US" and "ghosts uk", but not "Among Us", which is a word.</summary>
    private static string? Country(string title)
    {
        var word = title[(title.LastIndexOfAny([' ', '.', '(']) + 1)..].TrimEnd(')');
        var isWord = word.Length > 1 && char.IsUpper(word[0]) && char.IsLower(word[1]);
        return isWord ? null : TitleVocabulary.Countries.GetValueOrDefault(word.ToLowerInvariant());
    }

    /// <summary>The parts of a name that gives several titles ("A aka B", "A / B"); the title itself, whole, where it gives one.</summary>
    public static IReadOnlyList<string> Alternatives(string title)
    {
        var parts = title.Split([" aka ", " AKA ", " a.k.a. ", " A.K.A. ", " Aka ", " / ", " | "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 ? parts : [title];
    }

    /// <summary>
    /// The query to send for a title: one spelling for all names that differ only in case, separators, a moved article, <c>&amp;</c> for
    /// "and" or the apostrophe of "Ocean's", so that they are one look-up, whichever comes first. Other apostrophes ("L'Avventura"), the
    /// dots of abbreviations and diacritics stay, since the search treats them as part of words. As written it keeps the title's own
    /// apostrophes and <c>&amp;</c>, for searches that treat them as letters.
    /// </summary>
    public static string Query(string title, bool asWritten = false)
    {
        var restored = RestoreArticle(title);
        var query = new StringBuilder(restored.Length);
        for (var i = 0; i < restored.Length; i++)
        {
            var c = restored[i];
            var kept = IsWordCharacter(c) || (c == '.' && IsAbbreviationDot(restored, i));
            if (IsApostrophe(c))
            {
                query.Append(!asWritten && IsContraction(restored, i) ? "" : "'");
            }
            else if (c == '&' && asWritten)
            {
                query.Append(c);
            }
            else if (c == '&')
            {
                query.Append(query.Length == 0 || query[^1] == ' ' ? "and " : " and ");
            }
            else if (kept)
            {
                query.Append(char.ToLowerInvariant(c));
            }
            else if (Superscripts.IndexOf(c) is >= 0 and var power)
            {
                query.Append(query.Length == 0 || query[^1] == ' ' ? "" : " ").Append(power.ToString(CultureInfo.InvariantCulture));
            }
            else if (query.Length > 0 && query[^1] != ' ')
            {
                query.Append(' ');
            }
        }

        return query.ToString().Trim(' ', '\'');
    }

    /// <summary>"Matrix, The" becomes "The Matrix".</summary>
    private static string RestoreArticle(string title)
    {
        var comma = title.LastIndexOf(',');
        if (comma <= 0)
        {
            return title;
        }

        var tail = title[(comma + 1)..].Trim(' ', '.', '_');
        return TitleVocabulary.Articles.Contains(tail.ToLowerInvariant()) ? $"{tail} {title[..comma]}" : title;
    }

    private static List<string> Words(string title)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < title.Length; i++)
        {
            var c = title[i];
            if (IsWordCharacter(c))
            {
                LetterFolding.Append(word, c);
            }
            else if (Superscripts.IndexOf(c) is >= 0 and var power)
            {
                // "Alien³" is "Alien 3".
                Flush(words, word);
                words.Add(power.ToString(CultureInfo.InvariantCulture));
            }
            else if (!IsApostrophe(c) && !(c == '.' && IsAbbreviationDot(title, i)))
            {
                Flush(words, word);
                if (c == '&')
                {
                    words.Add("and");
                }
            }
        }

        Flush(words, word);
        return MergeLetters(words);
    }

    /// <summary>"S W A T" is "S.W.A.T." without its dots.</summary>
    private static List<string> MergeLetters(List<string> words)
    {
        var merged = new List<string>(words.Count);
        for (var i = 0; i < words.Count;)
        {
            var end = i;
            while (end < words.Count && words[end] is [>= 'a' and <= 'z'])
            {
                end++;
            }

            if (end - i >= 3)
            {
                merged.Add(string.Concat(words.Skip(i).Take(end - i)));
                i = end;
            }
            else
            {
                merged.Add(words[i++]);
            }
        }

        return merged;
    }

    private static List<string> Canonical(List<string> words)
    {
        var canonical = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var inside = canonical.Count > 0 && i < words.Count - 1;
            if (inside && TitleVocabulary.Connectives.Contains(word))
            {
                continue;
            }

            if (canonical.Count > 0 && i + 1 < words.Count && TitleVocabulary.NumberLabels.Contains(word)
                && Number(words, i + 1, labelled: true) is { } labelled)
            {
                canonical.Add(labelled);
                i++;
                continue;
            }

            canonical.Add(Number(words, i, labelled: false) ?? word);
        }

        return canonical;
    }

    private static string? Number(List<string> words, int index, bool labelled)
    {
        var word = words[index];
        if (word.All(char.IsAsciiDigit))
        {
            var digits = word.TrimStart('0');
            return digits.Length == 0 ? "0" : digits;
        }

        return TitleVocabulary.NumberWords.TryGetValue(word, out var number)
            || (index > 0 && TitleVocabulary.RomanNumerals.TryGetValue(word, out number))
            || (index > 0 && index == words.Count - 1 && TitleVocabulary.FinalRomanNumerals.TryGetValue(word, out number))
            || (labelled && TitleVocabulary.LabelledNumberWords.TryGetValue(word, out number)) ? number : null;
    }

    private static string Bare(List<string> words) =>
        string.Concat(words.Count > 1 && TitleVocabulary.Articles.Contains(words[0]) ? words.Skip(1) : words);

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c)
        || char.IsSurrogate(c) // letters beyond the first plane: rare Chinese characters
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Whether an apostrophe comes before a word's last letters: "Ocean's", "Don't", "We're", and behind it: "Boys'".</summary>
    private static bool IsContraction(string title, int apostrophe)
    {
        var end = apostrophe + 1;
        while (end < title.Length && char.IsLetterOrDigit(title[end]))
        {
            end++;
        }

        return title[(apostrophe + 1)..end].ToLowerInvariant() is "" or "s" or "t" or "m" or "re" or "ve" or "ll" or "d";
    }

    private static bool IsApostrophe(char c) => c is '\'' or '’' or '‘' or '`' or '´' or 'ʼ';

    /// <summary>Whether a dot follows a single letter: "S.W.A.T.", "R.I.P.D."; not "Mr." and not a separator.</summary>
    private static bool IsAbbreviationDot(string title, int dot) =>
        dot > 0 && char.IsLetter(title[dot - 1]) && (dot == 1 || !char.IsLetterOrDigit(title[dot - 2]))
        && ((dot + 1 < title.Length && char.IsLetter(title[dot + 1]) && (dot + 2 == title.Length || !char.IsLetterOrDigit(title[dot + 2])))
            || (dot >= 3 && title[dot - 2] == '.'));

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
