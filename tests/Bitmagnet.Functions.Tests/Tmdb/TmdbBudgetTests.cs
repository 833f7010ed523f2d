namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbBudgetTests(ITestOutputHelper output) : BudgetSimulation(output)
{
    [Theory]
    [InlineData(1, 20)]
    [InlineData(1, 1)]
    [InlineData(4, 8)]
    [InlineData(10, 16)]
    public async Task WaitAsync_SteadyInstances_NeverPastTheLimitAndUsesIt(int instances, int callers)
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < instances; i++)
        {
            StartInstance(i, callers, stop.Token);
        }

        var start = Time.GetUtcNow();
        await RunAsync(TimeSpan.FromSeconds(10));
        await stop.CancelAsync();

        AssertHistogram(start, 10);
        Output.WriteLine($"{Tables.Transactions / 10.0 / instances:F1} storage transactions a second and instance");
        Assert.InRange(Tables.Transactions / 10.0 / instances, 0, callers == 1 && instances == 1 ? 12 : 7);
    }

    [Fact]
    public async Task WaitAsync_InstancesJoinLeaveAndCrash_NeverPastTheLimitAndUsesIt()
    {
        var stops = Enumerable.Range(0, 6).Select(_ => new CancellationTokenSource()).ToList();
        var start = Time.GetUtcNow();
        StartInstance(0, 12, stops[0].Token);
        await RunAsync(TimeSpan.FromSeconds(10));
        StartInstance(1, 12, stops[1].Token);
        StartInstance(2, 12, stops[2].Token);
        await RunAsync(TimeSpan.FromSeconds(10));
        await stops[0].CancelAsync(); // Its taken slots pass unused, as after a crash.
        StartInstance(3, 12, stops[3].Token);
        await RunAsync(TimeSpan.FromSeconds(10));
        await stops[1].CancelAsync();
        await stops[2].CancelAsync();
        StartInstance(4, 12, stops[4].Token);
        StartInstance(5, 12, stops[5].Token);
        await RunAsync(TimeSpan.FromSeconds(10));
        stops.ForEach(stop => stop.Cancel());

        AssertHistogram(start, 40);
    }

    /// <summary>The pace of bitmagnet's shared key, whatever the number of instances.</summary>
    [Fact]
    public async Task WaitAsync_OneASecond_IsKeptOverAllInstances()
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < 3; i++)
        {
            StartInstance(i, 4, stop.Token, Options() with { RateLimit = TimeSpan.FromSeconds(1) });
        }

        var start = Time.GetUtcNow();
        await RunAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();

        AssertHistogram(start, 20, limit: 1);
    }

    /// <summary>The slots are further apart than an instance looks ahead.</summary>
    [Fact]
    public async Task WaitAsync_OneInTwoMinutes_IsKeptOverTwoInstances()
    {
        using var stop = new CancellationTokenSource();
        var interval = TimeSpan.FromMinutes(2);
        StartInstance(0, 3, stop.Token, Options() with { RateLimit = interval });
        StartInstance(1, 3, stop.Token, Options() with { RateLimit = interval });

        await RunAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMilliseconds(50));
        await stop.CancelAsync();

        var times = Requests.Order().ToList();
        Assert.All(times.Zip(times.Skip(1), (first, second) => second - first), gap => Assert.True(gap >= interval, $"{gap}"));
        Assert.InRange(times.Count, 9, 10);
    }

    /// <summary>Preparation, such as opening a connection, takes none of a slot's time.</summary>
    [Fact]
    public async Task WaitAsync_CallersThatAreNotReadyAtOnce_TakeTheirSlotsAfterwards()
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < 3; i++)
        {
            StartInstance(i, 8, stop.Token, prepare: Enumerable.Repeat(TimeSpan.FromMilliseconds(300), 8));
        }

        var start = Time.GetUtcNow();
        await RunAsync(TimeSpan.FromSeconds(10));
        await stop.CancelAsync();

        AssertHistogram(start, 10, least: 0.75);
    }

    [Fact]
    public async Task WaitAsync_LongerWaitThanAllowed_IsRefusedAtOnceAndTakesNoSlot()
    {
        var options = Options() with { RateLimit = TimeSpan.FromSeconds(1) };
        using var budget = new TmdbBudget(new TmdbTables(Tables), options, Time, new Random(1));
        Assert.Null(await WaitAsync(budget, Token));
        var before = Tables.Transactions;

        var wait = await WaitAsync(budget, Token, TimeSpan.FromSeconds(1));

        Assert.Equal(budget.Spacing, wait);
        Assert.Equal(before, Tables.Transactions);
    }

    [Fact]
    public async Task WaitAsync_CallerGivesUp_ItsSlotIsLeftToTheNext()
    {
        var options = Options() with { RateLimit = TimeSpan.FromSeconds(1) };
        using var budget = new TmdbBudget(new TmdbTables(Tables), options, Time, new Random(1));
        Assert.Null(await WaitAsync(budget, Token));
        using var stop = new CancellationTokenSource();
        var second = WaitAsync(budget, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await second);

        var third = WaitAsync(budget, Token);
        Time.Advance(budget.Spacing + TimeSpan.FromMilliseconds(1));

        Assert.Null(await third.WaitAsync(TimeSpan.FromMinutes(1), Token));
    }

    [Fact]
    public async Task WaitAsync_RowFromAClockFarAhead_IsTakenOver()
    {
        var options = Options();
        await Tables.GetTableClient(StorageNames.TmdbStateTable).AddEntityAsync(new Azure.Data.Tables.TableEntity("tmdb", $"budget-{options.HostFingerprint}")
        {
            ["Next"] = Time.GetUtcNow().AddHours(1),
        }, Token);
        using var budget = new TmdbBudget(new TmdbTables(Tables), options, Time, new Random(1));

        Assert.Null(await WaitAsync(budget, Token));
    }

    [Fact]
    public async Task WaitAsync_ClockIsSetBackWhileCallersWait_AllGetTheirSlotsWithinSeconds()
    {
        using var stop = new CancellationTokenSource();
        StartInstance(0, 8, stop.Token);
        await RunAsync(TimeSpan.FromSeconds(2));
        var before = Requests.Count;

        Time.AdjustTime(Time.GetUtcNow().AddHours(-1));
        await RunAsync(TimeSpan.FromSeconds(5));
        await stop.CancelAsync();

        Assert.InRange(Requests.Count - before, 3 * Limit, 5 * Limit);
    }

    [Fact]
    public async Task WaitAsync_NoLimit_TouchesNoStorage()
    {
        using var budget = new TmdbBudget(new TmdbTables(Tables), Options() with { RateLimit = TimeSpan.Zero }, Time, new Random(1));

        Assert.Null(await WaitAsync(budget, Token));
        Assert.Equal(0, Tables.Transactions);
    }
}
