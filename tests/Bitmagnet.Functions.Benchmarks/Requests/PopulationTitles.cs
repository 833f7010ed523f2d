using System.Globalization;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>Makes up titles that share words, as real ones do, but all differ for the matcher.</summary>
internal sealed class PopulationTitles(Random random)
{
    private static readonly string[] Nouns =
        ("harbour river winter garden mirror shadow lantern engine castle forest island summer widow soldier doctor stranger letter kingdom "
        + "thunder ocean desert orchard violin captain sparrow wolf fever border signal market window station prophet painter hunter angel "
        + "machine empire valley bridge father daughter brother sister witness dancer pilot thief keeper river's sailor's baker's widow's king's").Split(' ');

    private static readonly string[] Adjectives =
        ("silent broken golden distant hollow scarlet burning frozen gentle crooked restless bitter secret final lonely savage pale hidden "
        + "wicked northern electric paper velvet iron stolen quiet endless borrowed drowned second").Split(' ');

    private static readonly string[] Foreign =
        ("жизнь ночь дорога тишина герой осень море война надежда zeit leben strasse mädchen könig schatten été forêt château père cœur noche "
        + "corazón montaña ciudad señora notte cuore città inverno straniero").Split(' ');

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public CatalogueTitle Next(int id)
    {
        while (true)
        {
            var title = Make();
            if (taken.Add(TitleNormaliser.Normalise(title).BareKey))
            {
                return Of(id, title);
            }
        }
    }

    private CatalogueTitle Of(int id, string title)
    {
        var isMovie = random.NextDouble() < 0.6;
        var isForeign = random.NextDouble() < 0.1;
        var year = 1960 + (int)(62 * Math.Sqrt(random.NextDouble()));
        return new CatalogueTitle(
            isMovie ? CatalogueKind.Movie : CatalogueKind.Tv,
            id,
            $"tt{id:0000000}",
            null,
            title,
            isForeign ? $"{Capital(Pick(Foreign))} {Pick(Foreign)} {Pick(Foreign)} {(id % 97).ToString(CultureInfo.InvariantCulture)}" : title,
            isForeign ? "ru" : "en",
            $"{year}-05-01",
            ["Drama"],
            false,
            [],
            null)
        {
            Seasons = isMovie ? [] : [.. Enumerable.Range(1, 1 + random.Next(6)).Select(season => new CatalogueSeason(season, 8 + random.Next(16), year + season - 1))],
        };
    }

    private string Make() => random.Next(20) switch
    {
        < 5 => $"The {Adjective()} {Noun()}",
        < 8 => $"{Adjective()} {Noun()}",
        < 10 => $"{Noun()} of the {Noun()}",
        < 12 => $"{Noun()} {Noun()} {2 + random.Next(3)}",
        < 14 => $"{Adjective()} {Noun()}: {Noun()} {Noun()}",
        < 16 => $"{Noun()} & {Noun()}",
        < 18 => $"The {Noun()}'s {Adjective()} {Noun()}",
        < 19 => $"{Noun()}-{Noun()}",
        _ => $"{Noun()} {Noun()} {Noun()}",
    };

    private string Noun() => Capital(Pick(Nouns));

    private string Adjective() => Capital(Pick(Adjectives));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private string Pick(string[] words) => words[random.Next(words.Length)];
}
