using System.Globalization;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>
/// A catalogue as dense as TMDB's: real facts, surrounded by made-up titles that share a title, a part of one or a word with them. The same
/// seed gives the same catalogue.
/// </summary>
/// <remarks>
/// The shares are TMDB's where they are known: of its 500 best known series 118 share their exact title with another one. Popularity falls
/// with the rank of the facts; a namesake has a fraction of its model's, rarely more. Some fillers tell neither seasons nor votes, as on TMDB.
/// </remarks>
public sealed class DenseCatalogue
{
    /// <summary>The first made-up id.</summary>
    public const int FirstFiller = 5_000_000;

    private static readonly string[] Countries = ["US", "GB", "KR", "JP", "FR", "DE", "IN", "TR", "ES", "BR"];
    private static readonly string[] Tongues = ["en", "en", "ko", "ja", "fr", "de", "hi", "tr", "es", "pt"];
    private static readonly string[] Subtitles = ["The Reunion", "Origins", "Behind the Scenes", "A New Day", "The Series", "Los Angeles", "Next Generation", "After Dark"];

    private readonly Random random;
    private readonly List<CatalogueTitle> made = [];
    private readonly HashSet<string> taken;
    private readonly string[] words;

    private DenseCatalogue(IReadOnlyList<CatalogueTitle> facts, int seed)
    {
        random = new Random(seed);
        taken = facts.SelectMany(fact => fact.OtherTitles.Append(fact.Title).Append(fact.OriginalTitle)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        words = [.. facts.SelectMany(fact => fact.Title.Split(' ')).Select(word => word.Trim(':', ',', '.', '!', '?')).Where(word => word.Length > 2).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The facts, completed with popularity, votes and seasons, and the fillers, most popular first.</summary>
    /// <param name="facts">Best known first.</param>
    /// <param name="others">How many fillers share only words.</param>
    /// <param name="seed">The seed of all randomness.</param>
    /// <param name="withNamesakes">Whether fillers share whole titles too; false where the facts are namesakes already.</param>
    public static IReadOnlyList<CatalogueTitle> Of(IReadOnlyList<CatalogueTitle> facts, int others, int seed, bool withNamesakes = true)
    {
        var dense = new DenseCatalogue(facts, seed);
        var complete = facts.Select(dense.Complete).ToList();
        foreach (var fact in complete)
        {
            if (withNamesakes)
            {
                dense.AddNamesakes(fact);
            }

            dense.AddNeighbours(fact);
        }

        for (var i = 0; i < others; i++)
        {
            dense.AddOther();
        }

        return [.. complete.Concat(dense.made).OrderByDescending(title => title.Popularity).ThenBy(title => title.Id)];
    }

    private CatalogueTitle Complete(CatalogueTitle fact, int rank)
    {
        var popularity = fact.Popularity ?? TitleCatalogue.PopularityOf(rank);
        return fact with
        {
            Popularity = popularity,
            Votes = fact.Votes ?? (int)(popularity * 80),
            Seasons = fact.Kind == CatalogueKind.Movie || fact.Seasons.Count > 0 ? fact.Seasons : Seasons(fact.Year, 5 + random.Next(4)),
        };
    }

    private void AddNamesakes(CatalogueTitle fact)
    {
        if (random.NextDouble() < (fact.Kind == CatalogueKind.Tv ? 0.24 : 0.35))
        {
            do
            {
                Add(fact.Kind, fact.Title, NamesakeYear(fact.Year), NamesakePopularity(fact.Popularity!.Value));
            }
            while (random.Next(2) == 0);
        }

        if (random.NextDouble() < 0.1)
        {
            // The other kind: a miniseries with a film's title, or a film with a series' title.
            Add(fact.Kind == CatalogueKind.Tv ? CatalogueKind.Movie : CatalogueKind.Tv, fact.Title, NamesakeYear(fact.Year), NamesakePopularity(fact.Popularity!.Value));
        }
    }

    private void AddNeighbours(CatalogueTitle fact)
    {
        for (var i = random.Next(4); i > 0; i--)
        {
            var title = random.Next(4) switch
            {
                0 => $"{fact.Title}: {Pick(Subtitles)}",
                1 => $"{fact.Title} {Pick(words)}",
                2 => $"{Pick(words)} {fact.Title}",
                _ => fact.Title.StartsWith("The ", StringComparison.Ordinal) ? fact.Title[4..] : $"The {fact.Title}",
            };
            if (!taken.Contains(title))
            {
                Add(fact.Kind, title, 1950 + random.Next(76), Obscure());
            }
        }
    }

    private void AddOther()
    {
        var title = string.Join(' ', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Pick(words)));
        if (taken.Add(title))
        {
            Add(random.Next(7) == 0 ? CatalogueKind.Movie : CatalogueKind.Tv, title, 1950 + random.Next(76), Obscure());
        }
    }

    private void Add(CatalogueKind kind, string title, int year, double popularity)
    {
        var origin = random.Next(Countries.Length);
        made.Add(new CatalogueTitle(
            kind, FirstFiller + made.Count, null, null, title, title, Tongues[origin], string.Create(CultureInfo.InvariantCulture, $"{year}-{1 + random.Next(12):00}-15"), [], false, [], null)
        {
            Popularity = popularity,
            Votes = random.Next(5) == 0 ? 0 : (int)(popularity * (5 + random.Next(60))),
            Countries = random.Next(10) == 0 ? [] : [Countries[origin]],
            Seasons = kind == CatalogueKind.Movie || random.Next(10) == 0 ? [] : Seasons(year, random.Next(10) switch { < 6 => 1, < 9 => 2 + random.Next(2), _ => 4 + random.Next(5) }),
        });
    }

    private IReadOnlyList<CatalogueSeason> Seasons(int year, int count) =>
        [.. Enumerable.Range(0, count).Select(index => new CatalogueSeason(index + 1, 6 + random.Next(18), year + index))];

    private int NamesakeYear(int year) => random.Next(12) switch
    {
        0 => year,
        1 => year - 1,
        2 => year + 1,
        _ => 1950 + random.Next(76),
    };

    private double NamesakePopularity(double model) =>
        Math.Round(random.Next(25) == 0 ? model * (1 + (random.NextDouble() * 2)) : model / Math.Exp(Math.Log(1.2) + (random.NextDouble() * Math.Log(330))), 3);

    private double Obscure() => Math.Round(Math.Exp((random.NextDouble() * 4) - 3), 3);

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
