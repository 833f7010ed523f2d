namespace Bitmagnet.Functions.Index.TextSearch;

/// <summary>
/// Turns a title as a release name writes it into a tsquery over content.tsv that still finds the title where punctuation got lost.
/// bitmagnet's own phrase search needs every apostrophe, hyphen, &amp; and /; this asks for all words in any order, each in any of its spellings.
/// It finds too much rather than too little: the scorer decides.
/// </summary>
internal static class TitleQuery
{
    private const int MaxWords = 24;

    /// <summary>Left out where other words remain: titles and names disagree on articles and on "and" for &amp;.</summary>
    private static readonly HashSet<string> Optional =
    [
        "a", "an", "the", "and", "und", "et", "y", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "lo", "i", "o", "os", "as",
    ];

    private static readonly string[] Roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

    /// <summary>What an apostrophe cuts off: Ocean's, don't, I'm, you're, we've, he'll, I'd.</summary>
    private static readonly string[] Suffixes = ["s", "t", "m", "re", "ve", "ll", "d"];

    /// <summary>What an apostrophe cuts off in front: L'Avventura, D'Artagnan, O'Brien.</summary>
    private static readonly string[] Prefixes = ["l", "d", "j", "o", "qu"];

    /// <summary>The query's text, for <c>::tsquery</c>; null for a title without words.</summary>
    public static string? Build(string title)
    {
        var words = Tokenizer.Tokenize(title);
        if (words.Count is 0 or > MaxWords || words.Exists(IsTooLong))
        {
            return null;
        }

        var needed = Enumerable.Range(0, words.Count).Where(index => !Optional.Contains(words[index])).ToArray();
        return string.Join(" & ", (needed.Length == 0 ? Enumerable.Range(0, words.Count) : needed)
            .Select(index => Any(words, index))
            .Distinct());
    }

    /// <summary>A query for all words of a text, of any weight; it matches nothing where there are none, or one that no vector can hold.</summary>
    public static string Words(string text)
    {
        var words = Tokenizer.Tokenize(text);
        return words.Exists(IsTooLong) ? "" : string.Join(" & ", words.Select(Quote));
    }

    private static string Any(List<string> words, int index)
    {
        var word = words[index];
        var spellings = new List<string> { Title(word) };
        string[] joined = [index > 0 ? words[index - 1] + word : word, index + 1 < words.Count ? word + words[index + 1] : word];
        spellings.AddRange(joined.Where(spelling => spelling.Length > word.Length && !IsTooLong(spelling)).Select(Title));

        if (int.TryParse(word, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Roman.Length)
        {
            spellings.Add(Title(Roman[number - 1]));
        }
        else if (Array.IndexOf(Roman, word) is >= 0 and var roman)
        {
            spellings.Add(Title((roman + 1).ToString(CultureInfo.InvariantCulture)));
        }

        spellings.AddRange(Splits(word).Select(cut => $"({Title(word[..cut])} <-> {Title(word[cut..])})"));
        return spellings.Count == 1 ? spellings[0] : $"({string.Join(" | ", spellings)})";
    }

    // Where a lost apostrophe, hyphen or slash may have stood: oceans, lavventura, spiderman, faceoff.
    private static IEnumerable<int> Splits(string word) => Suffixes
        .Where(suffix => word.Length > suffix.Length && word.EndsWith(suffix, StringComparison.Ordinal))
        .Select(suffix => word.Length - suffix.Length)
        .Concat(Prefixes
            .Where(prefix => word.Length > prefix.Length + 2 && word.StartsWith(prefix, StringComparison.Ordinal))
            .Select(prefix => prefix.Length))
        .Concat(word.Length is >= 6 and <= 16 ? Enumerable.Range(3, word.Length - 5) : [])
        .Distinct()
        .Order();

    // PostgreSQL would refuse the whole statement; no stored vector has such a word (bitmagnet contract §5).
    private static bool IsTooLong(string word) => Encoding.UTF8.GetByteCount(word) > SearchVector.MaxLexemeBytes;

    private static string Title(string word) => $"{Quote(word)}:A";

    private static string Quote(string word) => $"'{word.Replace("'", "''", StringComparison.Ordinal).Replace("\\", "\\\\", StringComparison.Ordinal)}'";
}
