using Bitmagnet.Functions.Corrections;

namespace Bitmagnet.Functions.Tests.Corrections;

public sealed class CorrectionStoreTests : IClassFixture<OwnStorage>, IAsyncLifetime
{
    private static readonly InfoHash Torrent = InfoHash.Parse(new string('a', 40));
    private static readonly ContentRef Content = new(ContentType.Movie, "tmdb", "603");

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly OwnStorage storage;

    public CorrectionStoreTests(OwnStorage storage) => this.storage = storage;

    public async ValueTask InitializeAsync() => await storage.ClearAsync(StorageNames.CorrectionsTable);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task RejectedAsync_OfTheInstanceThatSavedIt_KnowsAtOnce()
    {
        var store = new CorrectionStore(storage.Tables, clock);
        Assert.Empty(await store.RejectedAsync(Token));

        var saved = await store.TrySaveAsync(Rejecting(Content), Token);
        Assert.Equal([Content], (await store.RejectedAsync(Token))[Torrent]);

        await store.TrySaveAsync(saved! with { State = CorrectionState.None }, Token);
        Assert.Empty(await store.RejectedAsync(Token));
    }

    [Fact]
    public async Task RejectedAsync_OfAnotherInstance_AsksOnceInFiveSecondsAndThenKnows()
    {
        var (one, other) = (new CorrectionStore(storage.Tables, clock), new CorrectionStore(storage.Tables, clock));
        var before = await other.RejectedAsync(Token);
        await one.TrySaveAsync(Rejecting(Content), Token);

        clock.Advance(CorrectionStore.Memory - TimeSpan.FromMilliseconds(1));
        Assert.Same(before, await other.RejectedAsync(Token));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([Content], (await other.RejectedAsync(Token))[Torrent]);
    }

    private Correction Rejecting(ContentRef content) => new(Torrent, new CorrectionState(null, [content], null), null, clock.GetUtcNow(), null);
}
