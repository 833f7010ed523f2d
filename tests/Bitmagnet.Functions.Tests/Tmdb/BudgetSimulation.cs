using System.Collections.Concurrent;
using Bitmagnet.Functions.Explaining;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>Instances that send requests as fast as the budget allows, with one table and one clock that the test advances.</summary>
public abstract class BudgetSimulation(ITestOutputHelper output)
{
    private protected const int Limit = 40;

    private readonly List<BudgetInstance> started = [];

    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private protected MemoryTables Tables { get; } = new();

    private protected ConcurrentQueue<DateTimeOffset> Requests { get; } = [];

    private protected ITestOutputHelper Output => output;

    private protected static TmdbOptions Options() => new() { ApiKey = "key" };

    /// <summary>Null: the slot is there; otherwise refused, and how long until one comes.</summary>
    private protected static Task<TimeSpan?> WaitAsync(TmdbBudget budget, CancellationToken cancellationToken, TimeSpan? longest = null) =>
        budget.WaitAsync(longest ?? TmdbBudget.LongestWait, () => true, _ => Task.CompletedTask, () => { }, cancellationToken).AsTask();

    private protected BudgetInstance StartInstance(
        int seed, int callers, CancellationToken stop, TmdbOptions? options = null, IEnumerable<TimeSpan>? prepare = null)
    {
        var pauses = new ConcurrentQueue<TimeSpan>(prepare ?? []); // for the first requests, until there are connections
        var clock = new CountingTime(Time);
        var budget = new TmdbBudget(new TmdbTables(Tables), options ?? Options(), clock, new Random(seed));
        var instance = new BudgetInstance(budget, clock, callers);
        started.Add(instance);
        for (var i = 0; i < callers; i++)
        {
            _ = Task.Run(() => AskAsync(instance, pauses, clock, stop), CancellationToken.None);
        }

        return instance;
    }

    private async Task AskAsync(BudgetInstance instance, ConcurrentQueue<TimeSpan> pauses, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await instance.Budget.WaitAsync(
                    TimeSpan.MaxValue,
                    () => true,
                    token => pauses.TryDequeue(out var pause) ? Task.Delay(pause, clock, token) : Task.CompletedTask,
                    () => { },
                    stop);
                Requests.Enqueue(Time.GetUtcNow());
                instance.Requests.Enqueue(Time.GetUtcNow());
            }
        }
        catch (OperationCanceledException)
        {
            instance.Leave();
        }
    }

    private protected Task RunAsync(TimeSpan span) => RunAsync(span, TimeSpan.FromMilliseconds(1));

    /// <summary>Advances time in steps, each once everybody waits for it, however long a busy machine takes.</summary>
    private protected async Task RunAsync(TimeSpan span, TimeSpan step)
    {
        for (var end = Time.GetUtcNow() + span; Time.GetUtcNow() < end; Time.Advance(step))
        {
            var since = TimeProvider.System.GetTimestamp();
            while (!started.TrueForAll(instance => instance.IsAtRest))
            {
                Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMinutes(1), "The callers do not come to rest.");
                await Task.Yield();
            }
        }
    }

    private protected void AssertHistogram(DateTimeOffset start, int seconds, int limit = Limit, double least = 0.9)
    {
        var times = Requests.Order().ToList();
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
        Assert.InRange(times.Count, least * limit * seconds, limit * seconds);
    }
}
