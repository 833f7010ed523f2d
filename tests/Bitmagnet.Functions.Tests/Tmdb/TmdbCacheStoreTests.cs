using Bitmagnet.Functions.Explaining;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbCacheStoreTests
{
    private static readonly TmdbCacheAddress Address = TmdbCacheAddress.Of("group");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task SaveAsync_ManyAnswersOfOneRow_AreAllReadBack()
    {
        var store = Store(new MemoryTables());
        var values = Enumerable.Range(0, 25).ToDictionary(i => $"key {i}", i => Enumerable.Repeat((byte)i, i * 20).ToArray());
        foreach (var (key, value) in values)
        {
            await SaveAsync(store, "group", key, value);
        }

        var bucket = await store.OpenAsync(Address, Token);

        Assert.Equal(25, bucket.Count);
        Assert.All(values, item => Assert.Equal(item.Value, bucket.Find(item.Key, time.GetUtcNow())?.Value));
        Assert.Null(bucket.Find("another", time.GetUtcNow()));
        Assert.Equal(time.GetUtcNow(), bucket.Find("key 1", time.GetUtcNow())!.AskedAt);
        Assert.Null(bucket.Find("key 1", time.GetUtcNow().AddHours(1)));
    }

    /// <summary>Both opened the row before either wrote to it.</summary>
    [Fact]
    public async Task SaveAsync_TwoInstancesWriteToOneRow_NeitherLosesTheOthers()
    {
        var account = new MemoryTables();
        var (one, other) = (Store(account), Store(account));
        var buckets = await Task.WhenAll(one.OpenAsync(Address, Token), other.OpenAsync(Address, Token));

        buckets[0].Set("a", Entry([1]));
        buckets[1].Set("b", Entry([2]));
        await one.SaveAsync(buckets[0], Token);
        await other.SaveAsync(buckets[1], Token);

        Assert.Equal(2, (await one.OpenAsync(Address, Token)).Count);
    }

    [Fact]
    public void Pack_NotFound_TakesFewBytes()
    {
        var bucket = new TmdbCacheBucket { Address = TmdbCacheAddress.Of("x") };
        for (var i = 0; i < 30; i++)
        {
            bucket.Set($"title {i}", new TmdbCacheEntry("[]"u8.ToArray(), time.GetUtcNow().AddSeconds(i * 977), time.GetUtcNow().AddDays(14).AddSeconds(i * 1301)));
        }

        var (bytes, dropped) = bucket.Pack(1000, 60_000);

        Assert.Equal(0, dropped);
        Assert.InRange(bytes.Length / 30, 8, 24);
    }

    [Fact]
    public void Pack_MoreThanTheRowMayHold_DropsThoseNextToExpire()
    {
        var random = new Random(1);
        var bucket = new TmdbCacheBucket { Address = TmdbCacheAddress.Of("x") };
        for (var i = 0; i < 40; i++)
        {
            var value = new byte[400];
            random.NextBytes(value);
            bucket.Set($"title {i}", new TmdbCacheEntry(value, time.GetUtcNow(), time.GetUtcNow().AddHours(1 + i)));
        }

        var (bytes, dropped) = bucket.Pack(mostEntries: 30, mostBytes: 6_000);

        Assert.InRange(bytes.Length, 4_000, 6_000);
        Assert.Equal(40, bucket.Count + dropped);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(i >= dropped, bucket.Find($"title {i}", time.GetUtcNow()) is not null));
    }

    [Fact]
    public async Task SaveAsync_MoreAnswersThanTheSettingAllows_KeepsThoseThatExpireLast()
    {
        var store = Store(new MemoryTables(), new TmdbOptions { CacheTableEntries = 3 * TmdbCacheAddress.Rows });
        for (var i = 1; i <= 5; i++)
        {
            await SaveAsync(store, "group", $"{i}", [1], hours: i);
        }

        var bucket = await store.OpenAsync(Address, Token);

        Assert.Equal([false, false, true, true, true], Enumerable.Range(1, 5).Select(i => bucket.Find($"{i}", time.GetUtcNow()) is not null));
    }

    [Fact]
    public async Task SaveAsync_AnAnswerLargerThanARow_IsNotKept()
    {
        var store = Store(new MemoryTables());
        var large = new byte[TmdbCacheStore.MostBytes + 1000];
        new Random(1).NextBytes(large);

        await SaveAsync(store, "group", "large", large);

        Assert.Equal(0, (await store.OpenAsync(Address, Token)).Count);
    }

    /// <summary>An Azurite of its own, since the sweep is one for the whole table.</summary>
    [Fact]
    public async Task SweepExpiredAsync_OnAzurite_DropsWhatExpiredOnceAnHourOverAllInstancesAndNotesTheSize()
    {
        await using var azurite = await AzuriteServer.StartAsync(SandboxFolder.Temporary(), Token);
        var account = new TableServiceClient(azurite.ConnectionString);
        var (one, other) = (Store(account), Store(account));
        for (var i = 0; i < 40; i++)
        {
            await SaveAsync(one, $"group {i % 20}", $"key {i}", [1, 2, 3], hours: i < 15 ? 1 : 5);
        }

        time.Advance(TimeSpan.FromHours(2));
        var swept = await Task.WhenAll(one.SweepExpiredAsync(Token), other.SweepExpiredAsync(Token));

        Assert.Equal(15, swept.Sum());
        Assert.Contains(0, swept);
        Assert.Equal(0, await one.SweepExpiredAsync(Token));
        var size = (await other.SizeAsync(Token))!;
        Assert.Equal((25, 0, false), (size.Entries, size.FullRows, size.IsFull));
        Assert.InRange(size.Bytes, 20, 2_000);
        Assert.True(size.IsInAzurite);
        Assert.NotNull((await one.OpenAsync(TmdbCacheAddress.Of("group 19"), Token)).Find("key 19", time.GetUtcNow()));

        time.Advance(TimeSpan.FromHours(4));
        Assert.Equal(25, await other.SweepExpiredAsync(Token));
        Assert.Equal(0, (await one.SizeAsync(Token))!.Entries);

        time.AdjustTime(time.GetUtcNow().AddDays(-1)); // a sweep that has not come yet stands in no other's way
        await SaveAsync(one, "group", "key", [1, 2, 3], hours: 5);
        await one.SweepExpiredAsync(Token);
        Assert.Equal(1, (await one.SizeAsync(Token))!.Entries);
    }

    [Fact]
    public async Task OpenAsync_OnAzurite_RowsAreHeldSmall()
    {
        var store = Store(new TableServiceClient(Servers.Azurite.ConnectionString));
        var group = Guid.NewGuid().ToString();
        for (var i = 0; i < 25; i++)
        {
            var value = new byte[400];
            new Random(i).NextBytes(value);
            await SaveAsync(store, group, $"key {i}", value, hours: 10 + i);
        }

        var bucket = await store.OpenAsync(TmdbCacheAddress.Of(group), Token);

        Assert.True(bucket.IsInAzurite);
        Assert.InRange(bucket.Count, 10, 15);
        Assert.NotNull(bucket.Find("key 24", time.GetUtcNow()));
    }

    [Theory]
    [InlineData(1637, false)]
    [InlineData(1638, true)]
    public void Size_ATenthOfTheRowsFull_IsSaid(int rows, bool isFull)
    {
        var size = Enumerable.Repeat(0, rows).Aggregate(new TmdbCacheSize(0, 0, 0, true), (sum, _) => sum.With(20, 5_600, isFull: true));

        Assert.Equal(isFull, size.With(1, 100, isFull: false).IsFull);
        Assert.Equal((20 * rows, 5_600L * rows, rows), (size.Entries, size.Bytes, size.FullRows));
    }

    private async Task SaveAsync(TmdbCacheStore store, string group, string key, byte[] value, int hours = 1)
    {
        var bucket = await store.OpenAsync(TmdbCacheAddress.Of(group), Token);
        bucket.Set(key, Entry(value, hours));
        await store.SaveAsync(bucket, Token);
    }

    private TmdbCacheEntry Entry(byte[] value, int hours = 1) => new(value, time.GetUtcNow(), time.GetUtcNow().AddHours(hours));

    private TmdbCacheStore Store(TableServiceClient account, TmdbOptions? options = null) =>
        new(new TmdbTables(account), options ?? new TmdbOptions(), time, NullLogger<TmdbCacheStore>.Instance);
}
