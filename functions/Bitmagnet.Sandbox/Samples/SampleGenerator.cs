using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Sandbox.Samples;

/// <summary>Makes up an index: real titles in a Zipf-like distribution, invented titles, and torrents of other types.</summary>
internal sealed class SampleGenerator
{
    private const double ShareOfUnknown = 0.3;
    private static readonly DateTimeOffset Newest = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random random;
    private readonly ReleaseNames names;
    private readonly OtherTorrents others;
    private readonly IReadOnlyList<CatalogueTitle> titles;
    private readonly double[] cumulative;

    private SampleGenerator(int seed)
    {
        random = new Random(seed);
        names = new ReleaseNames(random);
        others = new OtherTorrents(random);
        // In catalogue order the sequels of a franchise would all be at the top; the seed decides which titles are popular.
        var shuffled = TitleCatalogue.Titles.Where(title => !title.Adult).ToArray();
        random.Shuffle(shuffled);
        titles = shuffled;
        cumulative = new double[titles.Count];
        var sum = 0.0;
        for (var rank = 0; rank < titles.Count; rank++)
        {
            sum += 1 / Math.Pow(rank + 1, 0.8);
            cumulative[rank] = sum;
        }
    }

    /// <summary>Generates the torrents, newest first.</summary>
    public static IEnumerable<SampleTorrent> Generate(SampleOptions options)
    {
        var generator = new SampleGenerator(options.Seed);
        for (var index = 0; index < options.Torrents; index++)
        {
            var at = Newest.AddSeconds(-30 * index);
            yield return generator.random.NextDouble() < ShareOfUnknown ? generator.Unknown(at) : generator.Known(index, at);
            if (index % 10 == 9)
            {
                yield return generator.Other(at.AddSeconds(-15));
            }
        }
    }

    private SampleTorrent Known(int index, DateTimeOffset at)
    {
        // In a large enough index every title occurs at least once; the others are drawn by rank.
        var title = titles[index < titles.Count ? index : Draw()];
        var name = random.Next(6) == 0 ? title.OriginalTitle : title.Title;
        return title.Kind == CatalogueKind.Movie
            ? Torrent(names.Movie(name, title.Year), "movie", at, title)
            : Torrent(names.Tv(name, title.OriginalLanguage == "ja" && title.Genres.Contains("Animation"), title.Seasons), "tv_show", at, title);
    }

    private SampleTorrent Unknown(DateTimeOffset at) => random.Next(3) > 0
        ? Torrent(names.Movie(others.Title(), 1950 + random.Next(75)), "movie", at, null)
        : Torrent(names.Tv(others.Title(), isAnime: false, []), "tv_show", at, null);

    private SampleTorrent Other(DateTimeOffset at)
    {
        var (type, name, files, size) = others.Any();
        return Torrent(new SampleRelease(name), type, at, null, files, size);
    }

    private SampleTorrent Torrent(SampleRelease release, string type, DateTimeOffset at, CatalogueTitle? title)
    {
        var files = release.Name.EndsWith(".mkv", StringComparison.Ordinal) ? [] : Files(release);
        return Torrent(release, type, at, title, files, files.Count == 0 ? 300_000_000L + random.Next(1_500_000_000) : files.Sum(file => file.Size));
    }

    private SampleTorrent Torrent(
        SampleRelease release, string? type, DateTimeOffset at, CatalogueTitle? title, IReadOnlyList<(string Path, long Size)> files, long size)
    {
        var infoHash = new byte[20];
        random.NextBytes(infoHash);
        return new SampleTorrent(infoHash, release, type, size, files, random.Next(500), random.Next(100), at, title);
    }

    // Paths start inside the torrent's folder, as in a torrent's own file list.
    private List<(string Path, long Size)> Files(SampleRelease release)
    {
        var files = new List<(string, long)>();
        var count = release.Season is not null && release.Episode is null ? 10 : 1;
        for (var part = 1; part <= count; part++)
        {
            files.Add(($"{release.Name}{(count == 1 ? "" : $".E{part:00}")}.mkv", 300_000_000L + random.Next(1_500_000_000)));
        }

        files.Add(($"{release.Name}.nfo", 1_000L + random.Next(9_000)));
        return files;
    }

    private int Draw()
    {
        var found = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
        return Math.Min(found < 0 ? ~found : found, titles.Count - 1);
    }
}
