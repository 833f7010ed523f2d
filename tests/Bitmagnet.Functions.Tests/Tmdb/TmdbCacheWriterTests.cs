using Azure;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Tests.Notifications;

namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbCacheWriterTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SwitchedTables account = new(new MemoryTables());
    private readonly LoggedLines log = new();
    private readonly TmdbCacheStore store;
    private readonly TmdbCacheWriter writer;

    public TmdbCacheWriterTests()
    {
        store = new TmdbCacheStore(new TmdbTables(account), new TmdbOptions(), time, log.For<TmdbCacheStore>());
        writer = new TmdbCacheWriter(store, time, log.For<TmdbCacheWriter>());
    }

    public void Dispose() => writer.Dispose();

    [Fact]
    public async Task Add_NobodyWaits_IsStoredAfterASecond()
    {
        await AddAsync("one", 1);
        await AddAsync("two", 2);
        Assert.False(await IsStoredAsync("one"));

        await Eventually.TrueAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return await IsStoredAsync("one") && await IsStoredAsync("two");
            },
            "what was added is stored");
    }

    /// <summary>The second look-up has opened the row before the first one's answer was stored.</summary>
    [Fact]
    public async Task WriteAsync_TwoLookUpsOfOneRow_StoresBothAnswers()
    {
        var first = await store.OpenAsync(TmdbCacheAddress.Of("title"), Token);
        var second = await store.OpenAsync(TmdbCacheAddress.Of("title"), Token);
        first.Set("search", Entry(1));
        second.Set("details", Entry(2));

        writer.Add(first);
        writer.Add(second);
        await writer.WriteAsync(Token);

        var stored = await store.OpenAsync(TmdbCacheAddress.Of("title"), Token);
        Assert.Equal([1], stored.Find("search", time.GetUtcNow())!.Value);
        Assert.Equal([2], stored.Find("details", time.GetUtcNow())!.Value);
    }

    [Fact]
    public async Task WriteAsync_TheStorageIsAway_ThrowsAndTheNextOneStoresWhatWaited()
    {
        await AddAsync("one", 1);
        await AddAsync("two", 2);
        account.IsAway = true;
        await Assert.ThrowsAsync<RequestFailedException>(() => writer.WriteAsync(Token));

        account.IsAway = false;
        await writer.WriteAsync(Token);

        Assert.True(await IsStoredAsync("one"));
        Assert.True(await IsStoredAsync("two"));
    }

    [Fact]
    public async Task Add_TheStorageIsAwayAndNobodyWaits_IsSaidAndStoredByTheNextWrite()
    {
        await AddAsync("one", 1);
        account.IsAway = true;
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return log.Written.Any(line => line.Event == 3009);
            },
            "the failure is logged");

        account.IsAway = false;
        await AddAsync("two", 2);
        await writer.WriteAsync(Token);

        Assert.True(await IsStoredAsync("one"));
    }

    [Fact]
    public async Task WriteAsync_Cancelled_KeepsWhatWaits()
    {
        await AddAsync("one", 1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.WriteAsync(new CancellationToken(canceled: true)));

        await writer.WriteAsync(Token);

        Assert.True(await IsStoredAsync("one"));
    }

    private async Task AddAsync(string group, byte value)
    {
        var bucket = await store.OpenAsync(TmdbCacheAddress.Of(group), Token);
        bucket.Set(group, Entry(value));
        writer.Add(bucket);
    }

    private async Task<bool> IsStoredAsync(string group) =>
        (await store.OpenAsync(TmdbCacheAddress.Of(group), Token)).Find(group, time.GetUtcNow()) is not null;

    private TmdbCacheEntry Entry(byte value) => new([value], time.GetUtcNow(), time.GetUtcNow().AddHours(1));
}
