namespace Bitmagnet.Functions.Tests.Health;

public sealed class SnapshotStoreTests(OwnStorage storage) : IClassFixture<OwnStorage>, IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = Snapshots.Noon;

    private readonly FakeTimeProvider clock = new(Noon.AddYears(3));

    public async ValueTask InitializeAsync() => await storage.ClearAsync(StorageNames.HealthTable);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task TryAddAsync_OverAMonth_ThinsAndForgetsAndFindsTheNewest()
    {
        var store = new SnapshotStore(storage.Tables, clock);
        Assert.Null(await store.LatestAsync(Token));

        for (var day = -33; day <= 0; day++)
        {
            for (var minute = 0; minute < 4; minute++)
            {
                var ledger = new LedgerFigures { Pending = (day * 10) + minute };
                Assert.True(await store.TryAddAsync(Snapshots.Quiet(Noon.AddDays(day).AddMinutes(minute)) with { Ledger = ledger }, Token));
            }
        }

        var now = Noon.AddMinutes(3);
        Assert.Equal(now, (await store.LatestAsync(Token))!.At);
        Assert.Equal([0, 1, 2, 3], (await store.PointsAsync(now.AddHours(-1), now, Token)).Select(point => point.LedgerPending!.Value));
        var month = await store.PointsAsync(now.AddDays(-60), now, Token);
        Assert.Equal(Enumerable.Range(-29, 30).Select(day => Noon.AddDays(day)), month.Select(point => point.At));
    }

    [Fact]
    public async Task TryAddAsync_TwiceInAMinute_KeepsTheFirst()
    {
        var store = new SnapshotStore(storage.Tables, clock);
        var later = Noon.AddYears(1);
        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(second => store.TryAddAsync(Snapshots.Quiet(later.AddSeconds(second)), Token)));

        Assert.Single(added, isAdded => isAdded);
        Assert.Single(await store.PointsAsync(later.AddMinutes(-10), later.AddMinutes(1), Token));
    }

    [Fact]
    public async Task LatestAsync_ASnapshotWithEverything_IsReadBackEqual()
    {
        var store = new SnapshotStore(storage.Tables, clock);
        var snapshot = Snapshots.Quiet(Noon.AddYears(2)).WithQueue(7, 3, 2) with
        {
            Findings = [new Finding("paused", HealthStatus.Degraded, "p", "r", Noon)],
            Ledger = new LedgerFigures { DeferredByReason = new Dictionary<string, int> { ["tmdb_outage"] = 4 }, OldestMessage = Noon },
        };

        await store.TryAddAsync(snapshot, Token);
        var read = (await store.LatestAsync(Token))!;

        Assert.Equivalent(snapshot, read, strict: true);
    }

    [Fact]
    public async Task LatestAsync_OneOfAWrongClock_HidesNoOther()
    {
        var store = new SnapshotStore(storage.Tables, clock);
        var now = clock.GetUtcNow();
        await store.TryAddAsync(Snapshots.Quiet(now.AddMinutes(-1)), Token);
        await store.TryAddAsync(Snapshots.Quiet(now.AddHours(1)), Token);

        Assert.Equal(now.AddMinutes(-1), (await store.LatestAsync(Token))!.At);
        Assert.Equal([now.AddMinutes(-1)], (await store.PointsAsync(now.AddHours(-1), now, Token)).Select(point => point.At));
    }
}
