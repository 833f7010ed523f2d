using System.Buffers;

namespace Bitmagnet.Functions.Releases;

/// <summary>Splits a section that holds one title several times: "A aka B", "Матрица / The Matrix", "寄生虫 Parasite".</summary>
internal static class TitleSplitter
{
    private static readonly string[] Joints = [" / ", " | ", "／", " aka ", ".aka.", "_aka_", ". aka.", " aka.", ".aka ", " a.k.a. ", " a.k.a ", ".a.k.a.", " также известен как "];

    /// <summary>Characters without which a section cannot be split; "ж" stands for the Russian separator word.</summary>
    private static readonly SearchValues<char> JointMarks = SearchValues.Create("/|／ж");

    /// <summary>The titles of a section in order; at least one if the section has a word.</summary>
    public static List<string> Split(string section, bool splitDashes)
    {
        var parts = new List<string>();
        var rest = section;
        while (parts.Count < 6)
        {
            var (at, length) = FirstJoint(rest);
            if (at < 0)
            {
                break;
            }

            Add(parts, TitleCleaner.Clean(rest.AsSpan(0, at), splitDashes));
            rest = rest[(at + length)..];
        }

        Add(parts, TitleCleaner.Clean(rest, splitDashes));
        if (parts.Count == 1)
        {
            SplitScripts(parts);
        }

        return parts;
    }

    /// <summary>Whether a section has both Latin and Han, kana or Hangul letters.</summary>
    public static bool IsMixed(string section) => section.Any(char.IsAsciiLetter) && section.Any(static c => Tokenizer.Family(c) == 2);

    /// <summary>Puts titles in Latin letters first, since they find more; the order stays otherwise.</summary>
    public static IEnumerable<string> LatinFirst(List<string> titles) =>
        titles.Count > 1 && Family(titles[0]) != 1 ? titles.OrderBy(static t => Family(t) == 1 ? 0 : 1) : titles;

    /// <summary>Splits "寄生虫 Parasite" where the script changes once; both sides must be words.</summary>
    private static void SplitScripts(List<string> parts)
    {
        var title = parts[0];
        int change = -1, last = 0, changes = 0;
        for (var i = 0; i < title.Length; i++)
        {
            var family = char.IsAsciiDigit(title[i]) ? 0 : Tokenizer.Family(title[i]);
            if (family == 0)
            {
                continue;
            }

            if (last != 0 && family != last)
            {
                changes++;
                change = i;
            }

            last = family;
        }

        if (changes != 1)
        {
            return;
        }

        // Digits before the change belong to the side they touch.
        while (change > 0 && title[change - 1] != ' ' && Tokenizer.Family(title[change - 1]) == 1)
        {
            change--;
        }

        var left = TitleCleaner.Clean(title.AsSpan(0, change));
        var right = TitleCleaner.Clean(title.AsSpan(change));
        if (left.Count(char.IsLetter) >= 2 && right.Count(char.IsLetter) >= 2)
        {
            parts.Clear();
            parts.Add(left);
            Add(parts, right);
        }
    }

    private static (int At, int Length) FirstJoint(string text)
    {
        var best = ScriptJoint(text);
        if (best.At < 0 && !text.AsSpan().ContainsAny(JointMarks) && !text.Contains("ka", StringComparison.OrdinalIgnoreCase)
            && !text.Contains("k.a", StringComparison.OrdinalIgnoreCase))
        {
            return best;
        }

        foreach (var joint in Joints)
        {
            var at = text.IndexOf(joint, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && (best.At < 0 || at < best.At))
            {
                best = (at, joint.Length);
            }
        }

        return best;
    }

    /// <summary>
    /// Finds the separator in "標題/Title", "標題！_Title", "標題 _ Title": a stroke between two scripts or next to Han letters.
    /// </summary>
    private static (int At, int Length) ScriptJoint(string text)
    {
        for (var i = text.AsSpan().IndexOfAny('/', '_'); i >= 0 && i + 1 < text.Length; i++)
        {
            if (text[i] is not ('/' or '_'))
            {
                continue;
            }

            var left = Side(text, i, -1);
            var right = Side(text, i, 1);
            if (left > 0 && right > 0 && (left != right || (left == 2 && text[i] == '/')))
            {
                return (i, 1);
            }
        }

        return (-1, 0);
    }

    /// <summary>The script of the nearest letter on one side of a position, across spaces and punctuation only.</summary>
    private static int Side(string text, int at, int step)
    {
        for (var i = at + step; i >= 0 && i < text.Length; i += step)
        {
            if (Tokenizer.Family(text[i]) is > 0 and var family)
            {
                return char.IsAsciiDigit(text[i]) ? 0 : family;
            }

            if (text[i] is '/' or '_')
            {
                return 0;
            }
        }

        return 0;
    }

    private static int Family(string title)
    {
        foreach (var c in title)
        {
            var family = char.IsAsciiDigit(c) ? 0 : Tokenizer.Family(c);
            if (family != 0)
            {
                return family;
            }
        }

        return 0;
    }

    private static void Add(List<string> titles, string title)
    {
        if (title.Length > 0 && !titles.Contains(title))
        {
            titles.Add(title);
        }
    }
}
