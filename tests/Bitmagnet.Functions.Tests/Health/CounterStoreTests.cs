namespace Bitmagnet.Functions.Tests.Health;

public sealed class CounterStoreTests : IClassFixture<OwnStorage>, IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly OwnStorage storage;
    private readonly CounterStore store;

    public CounterStoreTests(OwnStorage storage)
    {
        this.storage = storage;
        store = new CounterStore(storage.Tables, clock);
    }

    public async ValueTask InitializeAsync() => await storage.ClearAsync(StorageNames.CountersTable);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task AddAsync_ByManyInstancesAtOnce_LosesNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.AddAsync($"instance{i % 3}", Counts(("jobs", 1)), Token)));

        var totals = await store.ReadAsync(Token);
        Assert.Equal(20, totals["jobs"]);
        Assert.Equal(3, totals.Instances);
    }

    [Fact]
    public async Task ReadAsync_AnInstanceThatIsSilent_NoLongerCountsAsRunningButItsCountsStay()
    {
        await store.AddAsync("a", Counts(("jobs", 2)), Token);
        clock.Advance(TimeSpan.FromMinutes(2));
        await store.AddAsync("b", Counts(("jobs", 3)), Token);

        var totals = await store.ReadAsync(Token);

        Assert.Equal((5, 1), (totals["jobs"], totals.Instances));
    }

    [Fact]
    public async Task FoldAsync_RowsOfInstancesThatAreGone_BecomeOneRow()
    {
        foreach (var instance in new[] { "a", "b", "c" })
        {
            await store.AddAsync(instance, Counts(("jobs", 2)), Token);
        }

        clock.Advance(TimeSpan.FromHours(25));
        await store.AddAsync("lives", Counts(("jobs", 1)), Token);
        await store.FoldAsync(Token);

        var rows = new List<string>();
        await foreach (var row in storage.Tables.GetTableClient(StorageNames.CountersTable).QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Token))
        {
            rows.Add(row.RowKey);
        }

        Assert.Equal(["common", "lives"], rows.Order());
        Assert.Equal(7, (await store.ReadAsync(Token))["jobs"]);
    }

    [Fact]
    public async Task FoldAsync_OldInstancesAndOneThatComesBack_CountsEverythingOnce()
    {
        await store.AddAsync("a", Counts(("jobs", 2), ("requests", 7)), Token);
        await store.AddAsync("b", Counts(("jobs", 3)), Token);
        clock.Advance(TimeSpan.FromHours(25));
        await store.AddAsync("c", Counts(("jobs", 10)), Token);

        await Task.WhenAll(store.FoldAsync(Token), store.FoldAsync(Token));
        await store.FoldAsync(Token);
        await store.AddAsync("a", Counts(("jobs", 1)), Token);

        var totals = await store.ReadAsync(Token);
        Assert.Equal((16, 7, 2), (totals["jobs"], totals["requests"], totals.Instances));
    }

    [Fact]
    public async Task AddAsync_TheSameBatchAgain_CountsOnce()
    {
        var batch = Counts(("jobs", 2));

        await store.AddAsync("a", batch, Token);
        await store.AddAsync("a", batch, Token);
        await store.AddAsync("a", Counts(("jobs", 3)), Token);

        Assert.Equal(5, (await store.ReadAsync(Token))["jobs"]);
    }

    private static CounterBatch Counts(params (string Name, long Count)[] counts) =>
        new(Guid.NewGuid().ToString("N"), counts.ToDictionary(count => count.Name, count => count.Count));
}
