using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Benchmarks.Cache;

/// <summary>
/// The cache after a drain: a search for each title, as dense as TMDB's (1 to 20 results, ten on average) and empty for 30 %; details of
/// the last twenty minutes at 20 a second, and permanently those of one title in twenty, whose other titles were compared.
/// </summary>
internal sealed class CacheDrain
{
    private const int LateDetails = 24_000;

    private static readonly DateTimeOffset End = TimeProvider.System.GetUtcNow().AddDays(20);

    private readonly Random random;
    private readonly List<CatalogueTitle> titles;
    private readonly ConcurrentDictionary<string, string> kept = new(StringComparer.Ordinal); // the group of each key
    private int next;

    public CacheDrain(int count, Random random)
    {
        this.random = random;
        var made = new PopulationTitles(random);
        titles = [.. Enumerable.Range(1, count).Select(made.Next)];
    }

    public int Searches => titles.Count;

    public int Missing { get; private set; }

    public int Details { get; private set; }

    /// <summary>Answers that did not fit Azurite's rows.</summary>
    public int Dropped { get; private set; }

    public int Kept => kept.Count;

    /// <summary>Writes each row once in its final state: the rows of a drain, in less time.</summary>
    public async Task FillAsync(TmdbTables tables, CancellationToken cancellationToken)
    {
        var buckets = new Dictionary<TmdbCacheAddress, TmdbCacheBucket>();
        foreach (var (index, title) in titles.Index())
        {
            var isMissing = random.NextDouble() < 0.3;
            Missing += isMissing ? 1 : 0;
            Put(buckets, title, $"search/{title.Id}", isMissing ? "[]"u8.ToArray() : Page(index));
            if (!isMissing && (titles.Count - index < LateDetails || random.Next(20) == 0))
            {
                Details++;
                Put(buckets, title, $"details/{title.Id}", DetailsOf(title));
            }
        }

        var table = await tables.CacheAsync(cancellationToken);
        var packed = buckets.Values.Select(bucket => (Bucket: bucket, bucket.Pack(int.MaxValue, TmdbCacheStore.MostBytesInAzurite).Bytes)).ToList();
        foreach (var (key, _) in kept.Where(item => buckets[TmdbCacheAddress.Of(item.Value)].Find(item.Key, TimeProvider.System.GetUtcNow()) is null))
        {
            kept.TryRemove(key, out _);
            Dropped++;
        }

        await Parallel.ForEachAsync(packed, cancellationToken, async (row, token) =>
        {
            var (bucket, bytes) = row;
            await table.AddEntityAsync(
                new TableEntity(bucket.Address.Partition, bucket.Address.Row)
                {
                    ["V"] = bytes,
                    ["E"] = (int)(bucket.FirstExpiry.ToUnixTimeSeconds() / 60),
                    ["N"] = bucket.Count,
                    ["B"] = bytes.Length,
                },
                token);
        });
    }

    /// <summary>Writes one more answer as the application does.</summary>
    public async Task SaveOneMoreAsync(TmdbCacheStore store, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"search/more {Interlocked.Increment(ref next)}");
        var bucket = await store.OpenAsync(TmdbCacheAddress.Of(key), cancellationToken);
        bucket.Set(key, new TmdbCacheEntry("[]"u8.ToArray(), TimeProvider.System.GetUtcNow(), End.AddDays(2)));
        await store.SaveAsync(bucket, cancellationToken);
        kept[key] = key;
    }

    /// <summary>The number of missing answers.</summary>
    public async Task<int> LostAsync(TmdbCacheStore store, CancellationToken cancellationToken)
    {
        var lost = 0;
        await Parallel.ForEachAsync(kept.GroupBy(item => TmdbCacheAddress.Of(item.Value)), cancellationToken, async (group, token) =>
        {
            var bucket = await store.OpenAsync(group.Key, token);
            Interlocked.Add(ref lost, group.Count(item => bucket.Find(item.Key, TimeProvider.System.GetUtcNow()) is null));
        });
        return lost;
    }

    private void Put(Dictionary<TmdbCacheAddress, TmdbCacheBucket> buckets, CatalogueTitle title, string key, byte[] value)
    {
        var group = TmdbKeys.Group(title.Title);
        var address = TmdbCacheAddress.Of(group);
        if (!buckets.TryGetValue(address, out var bucket))
        {
            buckets[address] = bucket = new TmdbCacheBucket { Address = address };
        }

        kept[key] = group;
        bucket.Set(key, new TmdbCacheEntry(value, End.AddDays(-30).AddSeconds(random.Next(10_000)), End.AddSeconds(random.Next(100_000))));
    }

    private byte[] Page(int index) => TmdbAnswerBytes.Of(new TmdbAnswer<TmdbSearchPage>.Found(
        new TmdbSearchPage([.. Enumerable.Range(0, random.Next(1, 21)).Select(i => Candidate(titles[(index + (i * 7919)) % titles.Count]))], random.Next(1, 200)), false));

    private Candidate Candidate(CatalogueTitle title) => new()
    {
        Ref = Ref(title),
        Title = title.Title,
        OriginalTitle = title.OriginalTitle,
        Year = title.Year,
        Popularity = (float)Math.Round(random.NextDouble() * 50, 3),
        Countries = title.Kind == CatalogueKind.Tv ? ["US"] : [],
    };

    private byte[] DetailsOf(CatalogueTitle title) => TmdbAnswerBytes.Of(new TmdbAnswer<TmdbDetails>.Found(
        new TmdbDetails(
            new Content
            {
                Ref = Ref(title),
                Title = title.Title,
                OriginalTitle = title.OriginalTitle,
                ReleaseYear = title.Year,
                OriginalLanguage = "en",
                Overview = string.Join(' ', Enumerable.Range(0, 8).Select(_ => titles[random.Next(titles.Count)].Title)),
                Attributes = [new("imdb", "id", title.ImdbId!), new("tmdb", "poster_path", $"/{random.NextInt64():x16}{random.NextInt64():x11}.jpg")],
                Collections = [new("genre", "tmdb", "18", "Drama")],
            },
            [.. Enumerable.Range(0, random.Next(0, 25)).Select(_ => titles[random.Next(titles.Count)].OriginalTitle)],
            SeriesRun.Unknown),
        false));

    private static ContentRef Ref(CatalogueTitle title) => new(
        title.Kind == CatalogueKind.Movie ? ContentType.Movie : ContentType.TvShow, ContentRef.Tmdb, title.Id.ToString(CultureInfo.InvariantCulture));
}
