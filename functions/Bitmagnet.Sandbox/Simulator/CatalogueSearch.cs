using System.Text.RegularExpressions;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Sandbox.Simulator;

/// <summary>Finds titles as TMDB's search does: by the title, the original, the alternative and the translated titles.</summary>
internal sealed partial class CatalogueSearch
{
    private readonly (string Word, Entry[] Entries)[] index;

    /// <summary>Indexes the titles by their words.</summary>
    public CatalogueSearch(IEnumerable<CatalogueTitle> titles) => index =
    [
        .. titles.Select((title, rank) => new Entry(
                title, rank, [.. title.OtherTitles.Prepend(title.OriginalTitle).Prepend(title.Title).SelectMany(Spellings).Select(Normalise).Distinct()]))
            .SelectMany(entry => entry.Names.SelectMany(name => name.Split(' ')).Distinct().Select(word => (word, entry)))
            .GroupBy(pair => pair.word, pair => pair.entry, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.ToArray())),
    ];

    /// <summary>The titles that have every word of the query; whole titles first, then the best known.</summary>
    public IReadOnlyList<CatalogueTitle> Find(CatalogueKind kind, string query, int? year, bool includeAdult)
    {
        var wanted = Normalise(query);
        if (wanted.Length == 0)
        {
            return [];
        }

        var words = wanted.Split(' ');
        return
        [
            .. WithWord(words.MaxBy(word => word.Length)!)
                .Where(entry => entry.Title.Kind == kind && (includeAdult || !entry.Title.Adult) && (year is null || entry.Title.Year == year))
                .Select(entry => (entry, Grade: entry.Names.Max(name => Grade(name, wanted, words))))
                .Where(found => found.Grade > 0)
                .OrderByDescending(found => found.Grade).ThenBy(found => found.entry.Rank)
                .Select(found => found.entry.Title),
        ];
    }

    /// <summary>The titles with a word that starts with the given one.</summary>
    private HashSet<Entry> WithWord(string start)
    {
        var (low, high) = (0, index.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(index[middle].Word, start) < 0 ? (middle + 1, high) : (low, middle);
        }

        var found = new HashSet<Entry>(ReferenceEqualityComparer.Instance);
        for (; low < index.Length && index[low].Word.StartsWith(start, StringComparison.Ordinal); low++)
        {
            found.UnionWith(index[low].Entries);
        }

        return found;
    }

    /// <summary>2: equal; 1: every word of the query starts a word of the title; 0: not found.</summary>
    private static int Grade(string name, string wanted, string[] words)
    {
        if (name == wanted)
        {
            return 2;
        }

        var own = name.Split(' ');
        return words.All(word => own.Any(other => other.StartsWith(word, StringComparison.Ordinal))) ? 1 : 0;
    }

    /// <summary>"ET" finds "E.T." as well.</summary>
    private static IEnumerable<string> Spellings(string title) =>
        [title, Acronym().Replace(title, match => match.Value.Replace(".", "", StringComparison.Ordinal))];

    [GeneratedRegex(@"\b(?:\p{Lu}\.){2,}")]
    private static partial Regex Acronym();

    /// <summary>Lower-case words without accents; apostrophes vanish inside a word, and <c>&amp;</c> is "and".</summary>
    private static string Normalise(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("&", " and ", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is >= 0x300 and < 0x370)
            {
                continue; // a combining accent
            }

            if (Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                words.Append(Accents.Fold(rune));
            }
            else if (rune.Value is not ('\'' or '’') && words.Length > 0 && words[^1] != ' ')
            {
                words.Append(' ');
            }
        }

        return words.ToString().TrimEnd();
    }

    private sealed record Entry(CatalogueTitle Title, int Rank, string[] Names);
}
