using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;
using Microsoft.Extensions.Time.Testing;

namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbBudgetTests(ITestOutputHelper output)
{
    private const int Limit = 40;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryTables tables = new();
    private readonly ConcurrentQueue<DateTimeOffset> requests = [];
    private readonly List<Instance> started = [];

    [Theory]
    [InlineData(1, 20)]
    [InlineData(1, 1)]
    [InlineData(4, 8)]
    [InlineData(10, 16)]
    public async Task AcquireAsync_SteadyInstances_NeverPastTheLimitAndUsesIt(int instances, int callers)
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < instances; i++)
        {
            StartInstance(i, callers, stop.Token);
        }

        var start = time.GetUtcNow();
        await RunAsync(TimeSpan.FromSeconds(10));
        await stop.CancelAsync();

        AssertHistogram(start, 10);
        output.WriteLine($"{tables.Transactions / 10.0 / instances:F1} storage transactions a second and instance");
        Assert.InRange(tables.Transactions / 10.0 / instances, 0, callers == 1 && instances == 1 ? 12 : 7);
    }

    [Fact]
    public async Task AcquireAsync_InstancesJoinLeaveAndCrash_NeverPastTheLimitAndUsesIt()
    {
        var stops = Enumerable.Range(0, 6).Select(_ => new CancellationTokenSource()).ToList();
        var start = time.GetUtcNow();
        StartInstance(0, 12, stops[0].Token);
        await RunAsync(TimeSpan.FromSeconds(10));
        StartInstance(1, 12, stops[1].Token);
        StartInstance(2, 12, stops[2].Token);
        await RunAsync(TimeSpan.FromSeconds(10));
        await stops[0].CancelAsync(); // Its slots, already taken, pass unused: as good as a crash.
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
    public async Task AcquireAsync_OneASecond_IsKeptOverAllInstances()
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < 3; i++)
        {
            StartInstance(i, 4, stop.Token, Options() with { RateLimit = TimeSpan.FromSeconds(1) });
        }

        var start = time.GetUtcNow();
        await RunAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();

        AssertHistogram(start, 20, limit: 1);
    }

    /// <summary>The slots are further apart than an instance looks ahead.</summary>
    [Fact]
    public async Task AcquireAsync_OneInTwoMinutes_IsKeptOverTwoInstances()
    {
        using var stop = new CancellationTokenSource();
        var interval = TimeSpan.FromMinutes(2);
        StartInstance(0, 3, stop.Token, Options() with { RateLimit = interval });
        StartInstance(1, 3, stop.Token, Options() with { RateLimit = interval });

        await RunAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMilliseconds(50));
        await stop.CancelAsync();

        var times = requests.Order().ToList();
        Assert.All(times.Zip(times.Skip(1), (first, second) => second - first), gap => Assert.True(gap >= interval, $"{gap}"));
        Assert.InRange(times.Count, 9, 10);
    }

    [Fact]
    public async Task AcquireAsync_LongerWaitThanAllowed_IsRefusedAtOnceAndTakesNoSlot()
    {
        var options = Options() with { RateLimit = TimeSpan.FromSeconds(1) };
        using var budget = new TmdbBudget(new TmdbTables(tables), options, time, new Random(1));
        using var first = await budget.AcquireAsync(TmdbBudget.LongestWait, TestContext.Current.CancellationToken);
        var before = tables.Transactions;

        using var refused = await budget.AcquireAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.False(refused.IsAcquired);
        Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out var wait));
        Assert.Equal(budget.Spacing, wait);
        Assert.Equal(before, tables.Transactions);
    }

    [Fact]
    public async Task AcquireAsync_CallerGivesUp_ItsSlotIsLeftToTheNext()
    {
        var options = Options() with { RateLimit = TimeSpan.FromSeconds(1) };
        using var budget = new TmdbBudget(new TmdbTables(tables), options, time, new Random(1));
        using var first = await budget.AcquireAsync(TmdbBudget.LongestWait, TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var second = budget.AcquireAsync(TmdbBudget.LongestWait, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await second);

        var third = budget.AcquireAsync(TmdbBudget.LongestWait, TestContext.Current.CancellationToken);
        time.Advance(budget.Spacing + TimeSpan.FromMilliseconds(1));

        Assert.True((await third.AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).IsAcquired);
    }

    [Fact]
    public async Task HoldAsync_SeveralCallersOfTwoInstances_NobodyAsksUntilItEnds()
    {
        using var stop = new CancellationTokenSource();
        var told = StartInstance(0, 8, stop.Token);
        var other = StartInstance(1, 8, stop.Token);
        await RunAsync(TimeSpan.FromSeconds(2));
        var heldAt = time.GetUtcNow();
        var end = heldAt.AddSeconds(5);

        var hold = HoldAsync(told, TimeSpan.FromSeconds(5));
        await RunAsync(TimeSpan.FromSeconds(8));
        await hold;
        await stop.CancelAsync();

        Assert.DoesNotContain(told.Requests, at => at > heldAt && at < end);
        Assert.InRange(other.Requests.Count(at => at > heldAt && at < end), 0, Limit); // what it had taken before
        Assert.DoesNotContain(other.Requests, at => at > heldAt.AddSeconds(2) && at < end);
        Assert.InRange(requests.Count(at => at >= end && at < end.AddSeconds(2)), 0.9 * 2 * Limit, 2 * Limit);
    }

    /// <summary>Far more callers than two seconds serve.</summary>
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
        var heldAt = time.GetUtcNow();
        var end = heldAt.AddSeconds(20);

        var hold = HoldAsync(told, TimeSpan.FromSeconds(20));
        await RunAsync(TimeSpan.FromSeconds(25), step);
        await hold;
        await stop.CancelAsync();

        Assert.DoesNotContain(requests, at => at > heldAt.AddSeconds(2.1) && at < end);
        Assert.InRange(requests.Count(at => at >= end), 4, 5);
    }

    [Fact]
    public async Task HoldAsync_NoLimit_HoldsTheInstanceWithoutStorage()
    {
        using var budget = new TmdbBudget(new TmdbTables(tables), Options() with { RateLimit = TimeSpan.Zero }, time, new Random(1));
        await budget.HoldAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        var held = budget.AcquireAsync(TmdbBudget.LongestWait, TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(held.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True((await held.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).IsAcquired);
        Assert.Equal(0, tables.Transactions);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public async Task HoldAsync_LongerThanALookUpMayWait_CallersAreRefusedAtOnceAndTheHoldIsBounded(int interval)
    {
        using var budget = new TmdbBudget(
            new TmdbTables(tables), Options() with { RateLimit = TimeSpan.FromMilliseconds(interval) }, time, new Random(1));
        await budget.HoldAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        using var refused = await budget.AcquireAsync(TmdbBudget.LongestWait, TestContext.Current.CancellationToken);

        Assert.True(refused.TryGetMetadata(MetadataName.RetryAfter, out var wait));
        Assert.Equal(TmdbPauses.Longest, wait);
    }

    [Fact]
    public async Task AcquireAsync_RowFromAClockFarAhead_IsTakenOver()
    {
        var options = Options();
        await tables.GetTableClient(StorageNames.TmdbStateTable).AddEntityAsync(new Azure.Data.Tables.TableEntity("tmdb", $"budget-{options.HostFingerprint}")
        {
            ["Next"] = time.GetUtcNow().AddHours(1),
        }, TestContext.Current.CancellationToken);
        using var budget = new TmdbBudget(new TmdbTables(tables), options, time, new Random(1));

        using var lease = await budget.AcquireAsync(TmdbBudget.LongestWait, TestContext.Current.CancellationToken);

        Assert.True(lease.IsAcquired);
    }

    [Fact]
    public async Task AcquireAsync_NoLimit_TouchesNoStorage()
    {
        using var budget = new TmdbBudget(new TmdbTables(tables), Options() with { RateLimit = TimeSpan.Zero }, time, new Random(1));

        using var lease = await budget.AcquireAsync(TmdbBudget.LongestWait, TestContext.Current.CancellationToken);

        Assert.True(lease.IsAcquired);
        Assert.Equal(0, tables.Transactions);
    }

    private static TmdbOptions Options() => new() { ApiKey = "key" };

    private Instance StartInstance(int seed, int callers, CancellationToken stop, TmdbOptions? options = null)
    {
        var clock = new CountingTime(time);
        var budget = new TmdbBudget(new TmdbTables(tables), options ?? Options(), clock, new Random(seed));
        var instance = new Instance(budget, clock, callers);
        started.Add(instance);
        for (var i = 0; i < callers; i++)
        {
            _ = Task.Run(() => AskAsync(instance, stop), CancellationToken.None);
        }

        return instance;
    }

    private static Task HoldAsync(Instance instance, TimeSpan wait)
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

    private async Task AskAsync(Instance instance, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var lease = await instance.Budget.AcquireAsync(TimeSpan.MaxValue, stop);
                requests.Enqueue(time.GetUtcNow());
                instance.Requests.Enqueue(time.GetUtcNow());
            }
        }
        catch (OperationCanceledException)
        {
            instance.Leave();
        }
    }

    private Task RunAsync(TimeSpan span) => RunAsync(span, TimeSpan.FromMilliseconds(1));

    /// <summary>Moves time on, a step at a time, whenever nobody can do anything before it does, however long a busy machine takes to get there.</summary>
    private async Task RunAsync(TimeSpan span, TimeSpan step)
    {
        for (var end = time.GetUtcNow() + span; time.GetUtcNow() < end; time.Advance(step))
        {
            var since = TimeProvider.System.GetTimestamp();
            while (!started.TrueForAll(instance => instance.IsAtRest))
            {
                Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMinutes(1), "The callers do not come to rest.");
                await Task.Yield();
            }
        }
    }

    private void AssertHistogram(DateTimeOffset start, int seconds, int limit = Limit)
    {
        var times = requests.Order().ToList();
        var most = 0;
        for (int first = 0, last = 0; last < times.Count; last++)
        {
            while (times[last] - times[first] >= TimeSpan.FromSeconds(1))
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        var histogram = times.GroupBy(at => (int)(at - start).TotalSeconds).OrderBy(group => group.Key).Select(group => group.Count());
        output.WriteLine($"most in any second {most}; by second: {string.Join(' ', histogram)}");
        Assert.InRange(most, 1, limit);
        Assert.InRange(times.Count, 0.9 * limit * seconds, limit * seconds);
    }

    private sealed class Instance(TmdbBudget budget, CountingTime clock, int callers)
    {
        private int callers = callers;

        public TmdbBudget Budget => budget;

        /// <summary>Whether each caller waits for a timer, or behind one whose turn it is and who waits for a timer.</summary>
        public bool IsAtRest
        {
            get
            {
                // In this order: only the test's next step ends a timer, so that nobody is counted on both sides.
                var timed = clock.Waiting;
                return timed + Math.Max(0, budget.Waiting - 1) == Volatile.Read(ref callers);
            }
        }

        public ConcurrentQueue<DateTimeOffset> Requests { get; } = [];

        public void Join() => Interlocked.Increment(ref callers);

        public void Leave() => Interlocked.Decrement(ref callers);
    }
}
