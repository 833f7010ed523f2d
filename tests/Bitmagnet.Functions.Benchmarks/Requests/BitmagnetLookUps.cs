using Bitmagnet.Functions.Index.TextSearch;
using Bitmagnet.Sandbox.Catalogue;
using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>
/// bitmagnet's rules for look-ups (bitmagnet contract §3): its own content by the title as a phrase; otherwise one search, with the year if
/// known; then the details of a result within a distance of 5. It remembers only stored content.
/// </summary>
internal sealed class BitmagnetLookUps(CatalogueSearch tmdb)
{
    private readonly Dictionary<(CatalogueKind, string FirstWord), List<(CatalogueTitle Title, List<string> Words)>> stored = [];
    private readonly HashSet<CatalogueTitle> known = [];

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Torrents that got their own title.</summary>
    public int Matched { get; private set; }

    /// <summary>Classifies one torrent.</summary>
    public void Classify(PopulationTorrent torrent)
    {
        var name = BitmagnetName.Read(torrent.Name);
        if (name.Title is not { } title)
        {
            return;
        }

        var kind = name.IsTv ? CatalogueKind.Tv : CatalogueKind.Movie;
        var match = Best(title, Stored(kind, Tokenizer.Tokenize(title), name.Year));
        if (match is null)
        {
            Requests++;
            match = Best(title, tmdb.Find(kind, title, name.Year, includeAdult: true).Take(20));
            if (match is not null)
            {
                Requests++;
                Store(match);
            }
        }

        Matched += match == torrent.Title ? 1 : 0;
    }

    private IEnumerable<CatalogueTitle> Stored(CatalogueKind kind, List<string> phrase, int? year) =>
        phrase.Count > 0 && stored.TryGetValue((kind, phrase[0]), out var titles)
            ? titles.Where(item => (year is null || item.Title.Year == year) && Contains(item.Words, phrase)).Select(item => item.Title)
            : [];

    private void Store(CatalogueTitle title)
    {
        if (!known.Add(title))
        {
            return;
        }

        foreach (var words in new[] { title.Title, title.OriginalTitle }.Distinct().Select(Tokenizer.Tokenize))
        {
            foreach (var word in words.Distinct())
            {
                if (!stored.TryGetValue((title.Kind, word), out var titles))
                {
                    stored[(title.Kind, word)] = titles = [];
                }

                titles.Add((title, words));
            }
        }
    }

    private static bool Contains(List<string> words, List<string> phrase) =>
        Enumerable.Range(0, Math.Max(0, words.Count - phrase.Count + 1)).Any(at => words.Skip(at).Take(phrase.Count).SequenceEqual(phrase));

    private static CatalogueTitle? Best(string title, IEnumerable<CatalogueTitle> candidates) =>
        BitmagnetMatch.Best(title, candidates, candidate => (candidate.Title, candidate.OriginalTitle));
}
