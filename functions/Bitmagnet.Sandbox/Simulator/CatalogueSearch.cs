using System.Text;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Sandbox.Simulator;

/// <summary>Finds titles as TMDB's search does: by the title, the original, the alternative and the translated titles.</summary>
internal sealed class CatalogueSearch(IReadOnlyList<CatalogueTitle> titles)
{
    private readonly Entry[] entries =
    [
        .. titles.Select((title, rank) => new Entry(
            title, rank, [.. title.OtherTitles.Prepend(title.OriginalTitle).Prepend(title.Title).Select(Normalise).Distinct()])),
    ];

    /// <summary>The titles that have every word of the query; whole titles first, then the best known.</summary>
    public IReadOnlyList<CatalogueTitle> Find(CatalogueKind kind, string query, int? year, bool includeAdult)
    {
        var wanted = Normalise(query);
        if (wanted.Length == 0)
        {
            return [];
        }

        return
        [
            .. entries
                .Where(entry => entry.Title.Kind == kind && (includeAdult || !entry.Title.Adult) && (year is null || entry.Title.Year == year))
                .Select(entry => (entry, Grade: entry.Names.Max(name => Grade(name, wanted))))
                .Where(found => found.Grade > 0)
                .OrderByDescending(found => found.Grade).ThenBy(found => found.entry.Rank)
                .Select(found => found.entry.Title),
        ];
    }

    /// <summary>2: the same; 1: every word of the query begins a word of the title; 0: not found.</summary>
    private static int Grade(string name, string wanted)
    {
        if (name == wanted)
        {
            return 2;
        }

        var words = name.Split(' ');
        return wanted.Split(' ').All(word => words.Any(own => own.StartsWith(word, StringComparison.Ordinal))) ? 1 : 0;
    }

    /// <summary>Lower-case words; apostrophes vanish inside a word, and <c>&amp;</c> is "and".</summary>
    private static string Normalise(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("&", " and ", StringComparison.Ordinal).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
            {
                words.Append(Rune.ToLowerInvariant(rune));
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
