using System.Globalization;
using Bitmagnet.Sandbox.Catalogue;
using Bitmagnet.Sandbox.Samples;

namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>
/// Torrents of made-up titles: a title of rank r has a share of 1/r^s, and TMDB lacks some titles. The names are the sandbox's, which drop
/// punctuation, write "and" for &amp; and start with sites; some also lack the year, have an adjacent one or move the article.
/// </summary>
internal sealed class Population
{
    private readonly Random random;
    private readonly ReleaseNames names;
    private readonly double[] cumulative;
    private readonly (CatalogueTitle Title, bool IsKnown)[] titles;

    /// <summary>Makes the titles and the torrents; the same seed gives the same population.</summary>
    /// <param name="torrents">How many torrents.</param>
    /// <param name="titles">How many titles.</param>
    /// <param name="skew">The s of the Zipf distribution.</param>
    /// <param name="absent">The share of the titles that TMDB does not have.</param>
    /// <param name="seed">The seed of all randomness.</param>
    public Population(int torrents, int titles, double skew, double absent, int seed)
    {
        random = new Random(seed);
        names = new ReleaseNames(random);
        var makes = new PopulationTitles(random);
        this.titles = [.. Enumerable.Range(1, titles).Select(id => (makes.Next(id), random.NextDouble() >= absent))];
        cumulative = new double[titles];
        var sum = 0.0;
        for (var rank = 0; rank < titles; rank++)
        {
            cumulative[rank] = sum += 1 / Math.Pow(rank + 1, skew);
        }

        Torrents = [.. Enumerable.Range(0, torrents).Select(_ => Next())];
    }

    /// <summary>The torrents, in the order of enrichment.</summary>
    public IReadOnlyList<PopulationTorrent> Torrents { get; }

    /// <summary>The titles that TMDB has, best known first.</summary>
    public IReadOnlyList<CatalogueTitle> Known => [.. titles.Where(title => title.IsKnown).Select(title => title.Title)];

    /// <summary>
    /// The fewest requests that any rules need: a search and details for each title that TMDB has, and a search for each other one.
    /// </summary>
    public int Least => Torrents.DistinctBy(torrent => torrent.Title).Sum(torrent => torrent.IsKnown ? 2 : 1);

    private PopulationTorrent Next()
    {
        var found = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
        var (title, isKnown) = titles[Math.Min(found < 0 ? ~found : found, titles.Length - 1)];
        return new PopulationTorrent(title.Kind == CatalogueKind.Tv ? names.Tv(title.Title, isAnime: false, title.Seasons).Name : Movie(title), title, isKnown);
    }

    private string Movie(CatalogueTitle title)
    {
        var year = title.Year.ToString(CultureInfo.InvariantCulture);
        return random.Next(100) switch
        {
            < 5 => $"{title.Title.Replace(' ', '.')}.1080p.BluRay.x264-GRP",
            < 7 => names.Movie(title.Title, title.Year + 1).Name,
            < 9 when title.Title.StartsWith("The ", StringComparison.Ordinal) => $"{title.Title[4..]}, The ({year}) 720p",
            < 12 => $"{title.Title.Replace(' ', '_')}_{year}_1080p",
            < 14 => $"{title.Title} {year} MULTi 1080p WEB-DL",
            < 15 when title.OriginalTitle != title.Title => $"{title.OriginalTitle} / {title.Title} ({year}) BDRip",
            _ => names.Movie(title.Title, title.Year).Name,
        };
    }
}
