using Bitmagnet.Functions.Explaining;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>The first request of a process takes longest to leave: others that have slots behind it would arrive together with it.</summary>
public sealed class TmdbFirstRequestTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TaskCompletionSource firstMayEnd = new();
    private FakeTmdb tmdb = null!;
    private int arrived;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        tmdb = await FakeTmdb.StartAsync();
        tmdb.Answer = async context =>
        {
            if (Interlocked.Increment(ref arrived) == 1)
            {
                await firstMayEnd.Task;
            }

            await context.Response.WriteAsync("""{"results":[],"total_results":0}""");
        };
    }

    public ValueTask DisposeAsync() => tmdb.DisposeAsync();

    [Fact]
    public async Task SearchAsync_UntilTheFirstIsAnswered_NoOtherLeaves()
    {
        var options = new TmdbOptions { ApiKey = "key", BaseUrl = tmdb.Url, AttemptTimeout = TimeSpan.FromMinutes(5), TotalTimeout = TimeSpan.FromMinutes(5) };
        using var instance = new TmdbInstance(new MemoryTables(), options, time);
        var callers = Enumerable.Range(0, 5).Select(number => Task.Run(() => instance.Catalogue.SearchAsync(new TmdbSearch(TmdbKind.Movie, $"title {number}", null), Token))).ToList();
        await PassTimeUntilAsync(() => Volatile.Read(ref arrived) > 0 && instance.Budget.Waiting == 4);

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((1, 4), (Volatile.Read(ref arrived), instance.Budget.Waiting));

        firstMayEnd.SetResult();
        await PassTimeUntilAsync(() => callers.TrueForAll(caller => caller.IsCompleted));
        Assert.All(callers, caller => Assert.Equal(new TmdbAnswer<TmdbSearchPage>.NotFound(false), caller.Result));
        Assert.Equal(5, arrived);
    }

    private async Task PassTimeUntilAsync(Func<bool> isSo)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMinutes(1), "It does not come to that.");
            time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }
    }
}
