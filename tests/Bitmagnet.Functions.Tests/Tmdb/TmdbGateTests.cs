using Bitmagnet.Functions.Explaining;

namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbGateTests : IAsyncLifetime
{
    private static readonly TmdbFault Down = new(TmdbStatus.Outage, "down");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryTables account = new();
    private FakeTmdb tmdb = null!;

    public async ValueTask InitializeAsync() => tmdb = await FakeTmdb.StartAsync();

    public ValueTask DisposeAsync() => tmdb.DisposeAsync();

    [Fact]
    public async Task CurrentAsync_TwoHoursOfOutage_ProbesOncePerPauseOverAllInstances()
    {
        var instances = Enumerable.Range(0, 4).Select(Instance).ToList();
        tmdb.AnswerWith(503, "");
        await instances[0].Gate.ReportAsync(Down, null, Token);

        var probesAt = new List<DateTimeOffset>();
        for (var end = time.GetUtcNow().AddHours(2); time.GetUtcNow() < end; time.Advance(TimeSpan.FromSeconds(1)))
        {
            var before = tmdb.Requests.Count;
            await Task.WhenAll(instances.Select(instance => instance.Gate.CurrentAsync(Token)));
            Assert.InRange(tmdb.Requests.Count - before, 0, 1);
            if (tmdb.Requests.Count > before)
            {
                probesAt.Add(time.GetUtcNow());
            }
        }

        var pauses = probesAt.Zip(probesAt.Skip(1), (first, second) => second - first).ToList();
        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(18)));
        Assert.InRange(probesAt.Count, 400, 480);
        Assert.All(tmdb.Requests, request => Assert.StartsWith("/3/authentication", request));

        tmdb.AnswerWith(200, """{"success":true}""");
        time.Advance(TimeSpan.FromSeconds(18));
        await instances[3].Gate.CurrentAsync(Token);
        time.Advance(TimeSpan.FromSeconds(3));
        foreach (var instance in instances)
        {
            Assert.Equal(TmdbStatus.Available, (await instance.Gate.CurrentAsync(Token)).Status);
            instance.Dispose();
        }
    }

    /// <summary>Nobody feeds and nobody looks anything up.</summary>
    [Fact]
    public async Task ProbeClock_TmdbIsBack_OpensWithinSecondsOfThePauseAndSaysSoOnce()
    {
        using var instance = Instance(1);
        var opened = 0;
        instance.Gate.Opened += () => Interlocked.Increment(ref opened);
        tmdb.AnswerWith(503, "");
        await instance.Gate.ReportAsync(Down, null, Token);
        await instance.Clock.StartAsync(Token);
        await AdvanceUntilAsync(() => tmdb.Requests.Count == 8);
        var back = time.GetUtcNow();
        tmdb.AnswerWith(200, """{"success":true}""");

        await AdvanceUntilAsync(() => Volatile.Read(ref opened) == 1);

        Assert.InRange(time.GetUtcNow() - back, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        Assert.Null(instance.Gate.Shut);
        var asked = tmdb.Requests.Count;
        await AdvanceUntilAsync(() => time.GetUtcNow() - back > TimeSpan.FromMinutes(2));
        Assert.Equal((asked, 1), (tmdb.Requests.Count, opened));
        await instance.Clock.StopAsync(Token);
    }

    [Fact]
    public async Task ReportAsync_WhileAPauseRuns_OnlyWhereAskingDoesHarmItsEndMoves()
    {
        using var instance = Instance(1);
        var pause = await instance.Gate.ReportAsync(Down, null, Token);
        time.Advance(TimeSpan.FromSeconds(10));

        var again = await instance.Gate.ReportAsync(Down with { Wait = TimeSpan.FromSeconds(40) }, null, Token);
        var limited = await instance.Gate.ReportAsync(new TmdbFault(TmdbStatus.RateLimited, "429", TimeSpan.FromSeconds(40)), null, Token);

        Assert.Equal(pause.Until, again.Until);
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromSeconds(40), limited.Until);
    }

    [Theory]
    [InlineData(TmdbStatus.Unauthorized, 33)]
    [InlineData(TmdbStatus.Blocked, 17)]
    [InlineData(TmdbStatus.Outage, 17)]
    [InlineData(TmdbStatus.RateLimited, 3)]
    public async Task CurrentAsync_FaultIsOver_OpensAfterOnePause(TmdbStatus status, int seconds)
    {
        using var instance = Instance(1);
        await instance.Gate.ReportAsync(new TmdbFault(status, "refused"), null, Token);
        Assert.Equal(status, (await instance.Gate.CurrentAsync(Token)).Status);

        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(TmdbStatus.Available, (await instance.Gate.CurrentAsync(Token)).Status);
    }

    [Fact]
    public async Task CurrentAsync_ChangedKey_IsTriedAtOnce()
    {
        using var before = Instance(1);
        await before.Gate.ReportAsync(new TmdbFault(TmdbStatus.Unauthorized, "refused"), null, Token);

        using var after = new TmdbInstance(account, Options() with { ApiKey = "another" }, time);

        Assert.Equal(TmdbStatus.Available, (await after.Gate.CurrentAsync(Token)).Status);
    }

    [Fact]
    public async Task CurrentAsync_ReportOfAnotherInstance_IsSeen()
    {
        using var one = Instance(1);
        using var other = Instance(2);
        await other.Gate.CurrentAsync(Token);
        var reported = await one.Gate.ReportAsync(new TmdbFault(TmdbStatus.RateLimited, "429", TimeSpan.FromSeconds(40)), null, Token);

        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(reported, await other.Gate.CurrentAsync(Token));
        Assert.True(reported.Until >= time.GetUtcNow() + TimeSpan.FromSeconds(37));
    }

    [Fact]
    public async Task TryBecomeProberAsync_ProberCrashes_AnotherTakesOverAfterThePause()
    {
        using var one = Instance(1);
        using var other = Instance(2);
        await one.Gate.ReportAsync(Down, null, Token);
        time.Advance(TimeSpan.FromSeconds(17));

        Assert.True(await one.Gate.TryBecomeProberAsync(Token));
        Assert.False(await other.Gate.TryBecomeProberAsync(Token));
        time.Advance(TimeSpan.FromSeconds(17));
        Assert.True(await other.Gate.TryBecomeProberAsync(Token));
    }

    [Fact]
    public async Task CurrentAsync_ShutByAnInstanceWhoseClockIsADayAhead_IsProbedAtOnce()
    {
        using var ahead = new TmdbInstance(account, Options(), new FakeTimeProvider(time.GetUtcNow().AddDays(1)));
        await ahead.Gate.ReportAsync(Down, null, Token);
        using var instance = Instance(1);

        Assert.Equal(TmdbStatus.Available, (await instance.Gate.CurrentAsync(Token)).Status);
    }

    [Fact]
    public async Task CurrentAsync_ClockIsSetBackWhileShut_OpensAfterOnePauseAndSeesOthersReports()
    {
        using var instance = Instance(1);
        await instance.Gate.ReportAsync(Down, null, Token);

        time.AdjustTime(time.GetUtcNow().AddDays(-1));
        time.Advance(TimeSpan.FromSeconds(17));
        Assert.Equal(TmdbStatus.Available, (await instance.Gate.CurrentAsync(Token)).Status);

        time.AdjustTime(time.GetUtcNow().AddDays(-1));
        using var other = Instance(2);
        await other.Gate.ReportAsync(Down, null, Token);
        Assert.Equal(TmdbStatus.Outage, (await instance.Gate.CurrentAsync(Token)).Status);
    }

    [Fact]
    public async Task JudgeAsync_OpenSinceATimeThatHasNotCome_StillShuts()
    {
        using var instance = Instance(1);
        await instance.Gate.ReportAsync(Down, null, Token);
        time.Advance(TimeSpan.FromSeconds(17));
        await instance.Gate.CurrentAsync(Token);
        time.AdjustTime(time.GetUtcNow().AddDays(-1));
        tmdb.AnswerWith(503, "");

        await instance.Gate.JudgeAsync("title", "search/movie", Down, time.GetUtcNow(), Token);

        Assert.Equal(TmdbStatus.Outage, instance.Gate.Shut?.Status);
    }

    [Theory]
    [InlineData(false, "key", TmdbStatus.Disabled)]
    [InlineData(true, null, TmdbStatus.Unconfigured)]
    public async Task CatalogueSearch_OffOrWithoutKey_NoRequestLeaves(bool enabled, string? key, TmdbStatus expected)
    {
        using var instance = new TmdbInstance(account, Options() with { Enabled = enabled, ApiKey = key }, time);

        var answer = await instance.Catalogue.SearchAsync(new TmdbSearch(TmdbKind.Movie, "x", null), Token);

        Assert.Equal(expected, Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(answer).State.Status);
        Assert.Empty(tmdb.Requests);
        Assert.Equal(0, account.Transactions);
    }

    private Task AdvanceUntilAsync(Func<bool> isSo) => Eventually.TrueAsync(
        () =>
        {
            if (!isSo())
            {
                time.Advance(TimeSpan.FromSeconds(0.5));
            }

            return isSo();
        },
        "it comes to that");

    private TmdbInstance Instance(int seed) => new(account, Options(), time, seed);

    private TmdbOptions Options() => new() { ApiKey = "key", BaseUrl = tmdb.Url, RateLimit = TimeSpan.Zero };
}
