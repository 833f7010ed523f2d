namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>The budget after a 429 from TMDB.</summary>
public sealed class TmdbBudgetHoldTests(ITestOutputHelper output) : BudgetSimulation(output)
{
    [Fact]
    public async Task HoldAsync_SeveralCallersOfTwoInstances_NobodyAsksUntilItEnds()
    {
        using var stop = new CancellationTokenSource();
        var told = StartInstance(0, 8, stop.Token);
        var other = StartInstance(1, 8, stop.Token);
        await RunAsync(TimeSpan.FromSeconds(2));
        var heldAt = Time.GetUtcNow();
        var end = heldAt.AddSeconds(5);

        var hold = HoldAsync(told, TimeSpan.FromSeconds(5));
        await RunAsync(TimeSpan.FromSeconds(8));
        await hold;
        await stop.CancelAsync();

        Assert.DoesNotContain(told.Requests, at => at > heldAt && at < end);
        Assert.InRange(other.Requests.Count(at => at > heldAt && at < end), 0, Limit); // slots it had taken before
        Assert.DoesNotContain(other.Requests, at => at > heldAt.AddSeconds(2) && at < end);
        Assert.InRange(Requests.Count(at => at >= end && at < end.AddSeconds(2)), 0.9 * 2 * Limit, 2 * Limit);
    }

    /// <summary>Far more callers than two seconds can serve.</summary>
    [Fact]
    public async Task HoldAsync_ManyCallersOfOtherInstancesWait_TheyUseNoMoreThanTheSlotsOfTwoSeconds()
    {
        using var stop = new CancellationTokenSource();
        var options = Options() with { RateLimit = TimeSpan.FromSeconds(1) };
        var step = TimeSpan.FromMilliseconds(10);
        var told = StartInstance(0, 12, stop.Token, options);
        StartInstance(1, 12, stop.Token, options);
        StartInstance(2, 12, stop.Token, options);
        await RunAsync(TimeSpan.FromSeconds(5), step);
        var heldAt = Time.GetUtcNow();
        var end = heldAt.AddSeconds(20);

        var hold = HoldAsync(told, TimeSpan.FromSeconds(20));
        await RunAsync(TimeSpan.FromSeconds(25), step);
        await hold;
        await stop.CancelAsync();

        Assert.DoesNotContain(Requests, at => at > heldAt.AddSeconds(2.1) && at < end);
        Assert.InRange(Requests.Count(at => at >= end), 4, 5);
    }

    [Fact]
    public async Task HoldAsync_NoLimit_HoldsTheInstanceWithoutStorage()
    {
        using var budget = new TmdbBudget(new TmdbTables(Tables), Options() with { RateLimit = TimeSpan.Zero }, Time, new Random(1));
        await budget.HoldAsync(TimeSpan.FromSeconds(5), Token);

        var held = WaitAsync(budget, Token);
        Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(held.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Null(await held.WaitAsync(TimeSpan.FromMinutes(1), Token));
        Assert.Equal(0, Tables.Transactions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public async Task HoldAsync_LongerThanALookUpMayWait_CallersAreRefusedAtOnceAndTheHoldIsBounded(int interval)
    {
        using var budget = new TmdbBudget(
            new TmdbTables(Tables), Options() with { RateLimit = TimeSpan.FromMilliseconds(interval) }, Time, new Random(1));
        await budget.HoldAsync(TimeSpan.FromHours(1), Token);

        Assert.Equal(TmdbPauses.Longest, await WaitAsync(budget, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public async Task HoldAsync_ClockIsSetBackMeanwhile_HoldsNoLonger(int interval)
    {
        using var budget = new TmdbBudget(
            new TmdbTables(Tables), Options() with { RateLimit = TimeSpan.FromMilliseconds(interval) }, Time, new Random(1));
        await budget.HoldAsync(TimeSpan.FromSeconds(20), Token);
        Time.AdjustTime(Time.GetUtcNow().AddHours(-1));

        Assert.Null(await WaitAsync(budget, Token).WaitAsync(TimeSpan.FromMinutes(1), Token));
        await budget.HoldAsync(TimeSpan.FromMinutes(3), Token);
        Assert.NotNull(await WaitAsync(budget, Token).WaitAsync(TimeSpan.FromMinutes(1), Token));
    }

    private static Task HoldAsync(BudgetInstance instance, TimeSpan wait)
    {
        instance.Join();
        return Task.Run(
            async () =>
            {
                await instance.Budget.HoldAsync(wait, CancellationToken.None);
                instance.Leave();
            },
            CancellationToken.None);
    }
}
