using System.Collections.Concurrent;
using Bitmagnet.Functions.Explaining;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>Whole look-ups while many wait for few slots. The server is real, time is not.</summary>
public sealed class TmdbScarceBudgetTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryTables account = new();
    private readonly ConcurrentQueue<DateTimeOffset> arrivals = [];
    private CountingTime budgetTime = null!;
    private FakeTmdb tmdb = null!;

    public async ValueTask InitializeAsync()
    {
        budgetTime = new CountingTime(time);
        tmdb = await FakeTmdb.StartAsync();
        tmdb.Answer = context =>
        {
            arrivals.Enqueue(time.GetUtcNow());
            return context.Response.WriteAsync("""{"results":[],"total_results":0}""");
        };
    }

    public ValueTask DisposeAsync() => tmdb.DisposeAsync();

    /// <summary>As many wait in an instance of eight jobs; the last of them for longer than TMDB_TOTAL_TIMEOUT.</summary>
    [Fact]
    public async Task SearchAsync_NinetyCallersAtOneASecond_AreAllAnsweredAtThatPace()
    {
        using var instance = Instance();
        var start = time.GetUtcNow();

        var callers = Search(instance, Enumerable.Range(0, 90));
        await RunAsync(instance, callers);

        Assert.All(callers, caller => Assert.Equal(new TmdbAnswer<TmdbSearchPage>.NotFound(false), caller.Result));
        AssertPace(TimeSpan.FromSeconds(1));
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(90 / 0.9));
    }

    [Fact]
    public async Task SearchAsync_MoreCallersThanTheBudgetServes_TheRestIsToldAtOnceWhenToComeAgain()
    {
        using var instance = Instance();

        var callers = Search(instance, Enumerable.Range(0, 200));
        await RestAsync(instance, callers);
        var refused = callers.Index().Where(caller => caller.Item.IsCompleted && caller.Item.Result is TmdbAnswer<TmdbSearchPage>.Unavailable).ToList();
        await RunAsync(instance, callers);

        Assert.InRange(refused.Count, 80, 100);
        Assert.All(refused, caller =>
        {
            var state = ((TmdbAnswer<TmdbSearchPage>.Unavailable)caller.Item.Result).State;
            Assert.Equal(TmdbStatus.RateLimited, state.Status);
            Assert.Contains("budget", state.Cause);
            Assert.InRange(state.Until!.Value - state.Since, TmdbBudget.LongestWait, TmdbPauses.Longest);
        });
        Assert.Equal(200 - refused.Count, callers.Count(caller => caller.Result is TmdbAnswer<TmdbSearchPage>.NotFound));
        Assert.Equal(TmdbStatus.Available, (await instance.Gate.PeekAsync(Token)).Status);

        time.Advance(TimeSpan.FromSeconds(5));
        var again = Search(instance, refused.Select(caller => caller.Index));
        await RunAsync(instance, again);

        Assert.All(again, caller => Assert.Equal(new TmdbAnswer<TmdbSearchPage>.NotFound(false), caller.Result));
        Assert.Equal(200, tmdb.Requests.Distinct().Count());
        AssertPace(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task SearchAsync_CallerGivesUpWhileOthersShareItsLookUp_TheyAreAnswered()
    {
        using var instance = Instance();
        await Search(instance, [0])[0];
        using var stop = new CancellationTokenSource();
        var first = instance.Catalogue.SearchAsync(Query(1), stop.Token);
        var others = Enumerable.Range(0, 3).Select(_ => instance.Catalogue.SearchAsync(Query(1), Token)).ToList();

        await UntilAsync(() => budgetTime.Waiting == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var all = Task.WhenAll(others);
        while (!all.IsCompleted)
        {
            // One of them waits for a slot, and the others for its answer.
            await UntilAsync(() => budgetTime.Waiting == 1 || all.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.All(others, other => Assert.IsType<TmdbAnswer<TmdbSearchPage>.NotFound>(other.Result));
        Assert.Equal(2, tmdb.Requests.Count);
    }

    [Fact]
    public async Task SearchAsync_TmdbIsSlow_TheTotalTimeoutStillEndsTheLookUp()
    {
        var arrived = new SemaphoreSlim(0);
        tmdb.Answer = async context =>
        {
            arrived.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var instance = Instance(options => options with { TotalTimeout = TimeSpan.FromSeconds(5), AttemptTimeout = TimeSpan.FromSeconds(10) });

        var search = instance.Catalogue.SearchAsync(Query(1), Token);
        await arrived.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(5));
        await arrived.WaitAsync(Token); // the probe
        time.Advance(TimeSpan.FromSeconds(10));

        var answer = Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(await search);
        Assert.Equal(TmdbStatus.Outage, answer.State.Status);
        Assert.Equal(2, tmdb.Requests.Count);
    }

    [Theory]
    [InlineData("8", 8)]
    [InlineData(null, 2)]
    public async Task SearchAsync_RateLimitedForSeconds_HoldsTheOtherLookUpsToo(string? retryAfter, int seconds)
    {
        tmdb.Answer = context =>
        {
            arrivals.Enqueue(time.GetUtcNow());
            context.Response.StatusCode = arrivals.Count == 1 ? 429 : 200;
            context.Response.Headers.RetryAfter = retryAfter;
            return context.Response.WriteAsync("""{"results":[]}""");
        };
        using var instance = Instance(options => options with { RateLimit = TimeSpan.FromMilliseconds(25) });
        using var stop = new CancellationTokenSource();
        var start = time.GetUtcNow();

        var told = instance.Catalogue.SearchAsync(Query(0), stop.Token);
        await UntilAsync(() => instance.Budget.HeldUntil != default);
        await stop.CancelAsync(); // It would wait and ask again; this test is about the others.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => told);
        var others = Search(instance, Enumerable.Range(1, 5));
        await RunAsync(instance, others);

        Assert.Equal(6, arrivals.Count);
        Assert.All(arrivals.Skip(1), at => Assert.True(at - start >= TimeSpan.FromSeconds(seconds), $"{at - start}"));
        Assert.All(others, other => Assert.Equal(new TmdbAnswer<TmdbSearchPage>.NotFound(false), other.Result));
    }

    [Fact]
    public async Task SearchAsync_TmdbFailsWhileManyWait_TheyAskNothingAndTheProbeIsNotPutOff()
    {
        tmdb.AnswerWith(503, "");
        using var instance = Instance(options => options with { Retries = 0 });
        var start = time.GetUtcNow();

        var callers = Search(instance, Enumerable.Range(0, 64));
        await RunAsync(instance, callers);

        Assert.InRange(tmdb.Requests.Count, 2, 3); // those of one look-up, and the probe that finds TMDB down
        Assert.All(callers, caller =>
            Assert.Equal(TmdbStatus.Outage, Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(caller.Result).State.Status));
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(4));

        time.Advance(TimeSpan.FromSeconds(17));
        tmdb.AnswerWith(200, """{"success":true}""");

        Assert.Equal(TmdbStatus.Available, (await instance.Gate.CurrentAsync(Token)).Status);
        Assert.Equal(["/3/authentication", "/3/search/movie"], tmdb.Requests.TakeLast(2).Select(request => request.Split('?')[0]));
    }

    /// <summary>A request that waits for a connection after its slot would arrive together with others.</summary>
    [Fact]
    public async Task SearchAsync_TmdbStallsOnAllConnections_TheOthersComeAtThePaceAfterwards()
    {
        var stall = new TaskCompletionSource();
        // Time advances while a connection is opened, which depends on the machine's load.
        using var instance = Instance(options => options with
        {
            RateLimit = TimeSpan.FromMilliseconds(25),
            AttemptTimeout = TimeSpan.FromMinutes(5),
            TotalTimeout = TimeSpan.FromMinutes(10),
        });
        await RunAsync(instance, Search(instance, [-1]));
        arrivals.Clear();
        tmdb.Answer = async context =>
        {
            arrivals.Enqueue(time.GetUtcNow());
            await stall.Task;
            await context.Response.WriteAsync("""{"results":[]}""");
        };
        var callers = Search(instance, Enumerable.Range(0, 2 * TmdbLanes.Most));
        while (arrivals.Count < TmdbLanes.Most)
        {
            await UntilAsync(() =>
            {
                Assert.DoesNotContain(callers, caller => caller.IsCompleted);
                return budgetTime.Waiting + instance.Budget.Waiting + arrivals.Count >= callers.Count;
            });
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        time.Advance(TimeSpan.FromSeconds(3));
        stall.SetResult();
        await RunAsync(instance, callers);

        Assert.All(callers, caller => Assert.Equal(new TmdbAnswer<TmdbSearchPage>.NotFound(false), caller.Result));
        var after = arrivals.Skip(TmdbLanes.Most).ToList();
        Assert.Equal(TmdbLanes.Most, after.Count);
        Assert.All(after.Zip(after.Skip(1), (first, second) => second - first), gap => Assert.True(gap >= TimeSpan.FromMilliseconds(15), $"{gap}"));
    }

    /// <summary>A caller whose slot has passed needs another, and gives its connection to the next in turn.</summary>
    [Fact]
    public async Task SearchAsync_EverySlotPassesWhileMoreWaitThanThereAreConnections_AllAreAnsweredAllTheSame()
    {
        using var instance = Instance(options => options with
        {
            RateLimit = TimeSpan.FromMilliseconds(25),
            AttemptTimeout = TimeSpan.FromMinutes(5),
            TotalTimeout = TimeSpan.FromMinutes(10),
        });
        var callers = Search(instance, Enumerable.Range(0, 3 * TmdbLanes.Most));
        for (var step = 0; !callers.TrueForAll(caller => caller.IsCompleted); step++)
        {
            await UntilAsync(() => budgetTime.Waiting + instance.Budget.Waiting >= callers.Count(caller => !caller.IsCompleted));
            time.Advance(step < 5 ? TimeSpan.FromSeconds(2) : TimeSpan.FromMilliseconds(10));
        }

        Assert.All(callers, caller => Assert.Equal(new TmdbAnswer<TmdbSearchPage>.NotFound(false), caller.Result));
    }

    [Fact]
    public async Task SearchAsync_TheBudgetsStorageIsAway_IsNoOutageOfTmdb()
    {
        var away = new TableServiceClient(
            "DefaultEndpointsProtocol=http;AccountName=away;AccountKey=YXdheQ==;TableEndpoint=http://127.0.0.1:1/away;",
            new TableClientOptions { Retry = { MaxRetries = 0 } });
        using var instance = new TmdbInstance(away, new TmdbOptions { ApiKey = "key", BaseUrl = tmdb.Url }, time);

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => instance.Client.SearchAsync(Query(1), Token));

        Assert.True(StorageFaults.IsOfTheStorage(fault), $"{fault}");
        Assert.Empty(tmdb.Requests);
    }

    private static TmdbSearch Query(int number) => new(TmdbKind.Movie, $"title {number}", null);

    private static List<Task<TmdbAnswer<TmdbSearchPage>>> Search(TmdbInstance instance, IEnumerable<int> numbers) =>
        [.. numbers.Select(number => Task.Run(() => instance.Catalogue.SearchAsync(Query(number), Token)))];

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMinutes(1), "It does not come to that.");
            await Task.Yield();
        }
    }

    /// <summary>Waits until each caller is done or waits for a slot.</summary>
    private Task RestAsync(TmdbInstance instance, List<Task<TmdbAnswer<TmdbSearchPage>>> callers) => UntilAsync(() =>
    {
        // In this order: only the test's next step ends a timer, so no caller is counted twice.
        var timed = budgetTime.Waiting;
        return timed + Math.Max(0, instance.Budget.Waiting - 1) == callers.Count(caller => !caller.IsCompleted);
    });

    /// <summary>Advances time only while every caller waits for a slot, so requests take no time.</summary>
    private async Task RunAsync(TmdbInstance instance, List<Task<TmdbAnswer<TmdbSearchPage>>> callers)
    {
        await RestAsync(instance, callers);
        while (!callers.TrueForAll(caller => caller.IsCompleted))
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await RestAsync(instance, callers);
        }
    }

    private void AssertPace(TimeSpan interval)
    {
        var times = arrivals.ToList();
        Assert.All(times.Zip(times.Skip(1), (first, second) => second - first), gap => Assert.True(gap >= interval, $"{gap}"));
    }

    private TmdbInstance Instance(Func<TmdbOptions, TmdbOptions>? change = null)
    {
        var options = new TmdbOptions { ApiKey = "key", BaseUrl = tmdb.Url, RateLimit = TimeSpan.FromSeconds(1) };
        return new TmdbInstance(account, change?.Invoke(options) ?? options, time, budgetTime: budgetTime);
    }
}
