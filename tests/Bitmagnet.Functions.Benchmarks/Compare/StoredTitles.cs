using System.Collections.Concurrent;
using Bitmagnet.Functions.Index.TextSearch;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>bitmagnet's search of its own content: the title as a phrase, with the year if one is known (bitmagnet contract §3).</summary>
internal sealed class StoredTitles
{
    private readonly ConcurrentDictionary<(CatalogueKind, string Word), ConcurrentDictionary<string, (ModelTitle Title, string Words)>> byWord = new();

    public void Add(ModelTitle title)
    {
        foreach (var words in new[] { title.Title, title.OriginalTitle }.Distinct().Select(Tokenizer.Tokenize))
        {
            var phrase = Phrase(words);
            foreach (var word in words.Distinct())
            {
                byWord.GetOrAdd((title.Kind, word), _ => new())[$"{title.Id} {phrase}"] = (title, phrase);
            }
        }
    }

    /// <summary>Titles that contain the phrase.</summary>
    public IEnumerable<ModelTitle> Find(CatalogueKind kind, string title, int? year)
    {
        var words = Tokenizer.Tokenize(title);
        return words.Count > 0 && byWord.TryGetValue((kind, words[0]), out var titles)
            ? titles.Values.Where(item => (year is null || item.Title.Date?.Year == year) && item.Words.Contains(Phrase(words), StringComparison.Ordinal)).Select(item => item.Title)
            : [];
    }

    private static string Phrase(IEnumerable<string> words) => $" {string.Join(' ', words)} ";
}
