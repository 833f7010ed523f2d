using Bitmagnet.Functions.Explaining;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>Whose fault a failure is: torrents' names come from strangers, and what one of them causes must affect no other.</summary>
public sealed class TmdbJudgementTests : IAsyncLifetime
{
    private const string Matrix = """{"total_results":1,"results":[{"id":603,"title":"The Matrix","release_date":"1999-03-31"}]}""";
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryTables account = new();
    private FakeTmdb tmdb = null!;

    public async ValueTask InitializeAsync() => tmdb = await FakeTmdb.StartAsync();

    public ValueTask DisposeAsync() => tmdb.DisposeAsync();

    public static TheoryData<int, string> Faults => new()
    {
        { 403, "error code: 1020" }, { 403, "<html>Request blocked</html>" }, { 451, "" }, { 500, "" }, { 502, "<html>bad gateway</html>" }, { 504, "" },
        { 401, """{"status_code":7}""" }, { 302, "" }, { 200, "" }, { 200, """{"results":[{"id":1""" }, { 200, "<html>" }, { 200, "[]" },
        { 400, "<html>" }, { 404, "" }, { 418, "teapot" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task SearchAsync_OneTitleFails_IsItsOwnFaultAndShutsNothing(int status, string body)
    {
        AnswerBad("bad", status, body);
        using var instance = Instance();

        var bad = Assert.IsType<TmdbAnswer<TmdbSearchPage>.Refused>(await SearchAsync(instance, "bad"));
        var good = await SearchAsync(instance, "good");

        Assert.Equal((1, time.GetUtcNow() + TimeSpan.FromMinutes(1)), (bad.Fault.Tries, Floor(bad.Fault.Until!.Value)));
        Assert.IsType<TmdbAnswer<TmdbSearchPage>.Found>(good);
        Assert.Equal(TmdbStatus.Available, (await instance.Gate.PeekAsync(Token)).Status);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task SearchAsync_EverythingFails_ShutsAtTheFirstRequestAndItsProbe(int status, string body)
    {
        tmdb.AnswerWith(status, body);
        using var instance = Instance();

        var first = Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(await SearchAsync(instance, "one"));
        var second = Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(await SearchAsync(instance, "other"));

        Assert.Equal(first.State, second.State);
        Assert.Equal(2, tmdb.Requests.Count);
        Assert.Equal(first.State, instance.Gate.Shut);
    }

    /// <summary>The search is down while /authentication answers.</summary>
    [Fact]
    public async Task SearchAsync_OnlySearchesFail_ShutsAndTheProbeSearchesUntilTheyAreBack()
    {
        tmdb.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Path.Value!.Contains("/search/", StringComparison.Ordinal) ? 500 : 200;
            return context.Response.WriteAsync("{}");
        };
        using var instance = Instance();

        Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(await SearchAsync(instance, "one"));
        time.Advance(TimeSpan.FromSeconds(17));
        Assert.Equal(TmdbStatus.Outage, (await instance.Gate.CurrentAsync(Token)).Status);
        Assert.Equal(["search", "authentication", "search", "authentication", "search"], tmdb.Requests.Select(request => request.Split('/', '?')[2]));

        tmdb.AnswerWith(200, """{"results":[]}""");
        time.Advance(TimeSpan.FromSeconds(17));
        Assert.Equal(TmdbStatus.Available, (await instance.Gate.CurrentAsync(Token)).Status);
    }

    /// <summary>"Gone" is kept for days, so that it has to come from TMDB.</summary>
    [Fact]
    public async Task DetailsAsync_EverythingIsMissing_ShutsAndKeepsNothing()
    {
        const string Missing = """{"status_code":34,"status_message":"The resource you requested could not be found."}""";
        using var instance = Instance();
        tmdb.AnswerWith(404, Missing);

        Assert.IsType<TmdbAnswer<TmdbDetails>.Unavailable>(await instance.Catalogue.DetailsAsync(TmdbKind.Movie, 603, toCompare: false, null, Token));

        tmdb.AnswerWith(200, """{"id":603,"title":"The Matrix"}""");
        time.Advance(TimeSpan.FromSeconds(17));
        await instance.Gate.CurrentAsync(Token);
        Assert.IsType<TmdbAnswer<TmdbDetails>.Found>(await instance.Catalogue.DetailsAsync(TmdbKind.Movie, 603, toCompare: false, null, Token));
    }

    [Fact]
    public async Task DetailsAsync_OneTitleIsMissing_IsGoneAndShutsNothing()
    {
        using var instance = Instance();
        tmdb.Answer = context =>
        {
            var isMissing = context.Request.Path.Value!.Contains("/movie/", StringComparison.Ordinal);
            context.Response.StatusCode = isMissing ? 404 : 200;
            return context.Response.WriteAsync(isMissing ? """{"status_code":34}""" : """{"success":true}""");
        };

        Assert.IsType<TmdbAnswer<TmdbDetails>.NotFound>(await instance.Catalogue.DetailsAsync(TmdbKind.Movie, 603, toCompare: false, null, Token));
        Assert.IsType<TmdbAnswer<TmdbDetails>.NotFound>(await instance.Catalogue.DetailsAsync(TmdbKind.Movie, 604, toCompare: false, null, Token));
        Assert.Equal(["movie", "authentication", "movie"], tmdb.Requests.Select(request => request.Split('/', '?')[2]));
        Assert.Null(instance.Gate.Shut);
    }

    /// <summary>A cache before TMDB may answer the probe.</summary>
    [Fact]
    public async Task SearchAsync_SeveralTitlesFailWithoutAnAnswerBetween_ShutsThoughTheProbeIsAnswered()
    {
        AnswerBad("bad", 403, "");
        using var instance = Instance();
        for (var i = 1; i < TmdbEvidence.Enough; i++)
        {
            Assert.IsType<TmdbAnswer<TmdbSearchPage>.Refused>(await SearchAsync(instance, $"bad {i}"));
        }

        Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(await SearchAsync(instance, "bad one more"));
    }

    [Fact]
    public async Task SearchAsync_ManyBadTitlesAmongGoodOnes_ShutNothing()
    {
        AnswerBad("bad", 403, "");
        using var instance = Instance();
        for (var i = 0; i < 40; i++)
        {
            Assert.IsType<TmdbAnswer<TmdbSearchPage>.Refused>(await SearchAsync(instance, $"bad {i}"));
            if (i % (TmdbEvidence.Enough - 1) == 0)
            {
                Assert.IsType<TmdbAnswer<TmdbSearchPage>.Found>(await SearchAsync(instance, $"good {i}"));
            }
        }

        Assert.Null(instance.Gate.Shut);
    }

    [Fact]
    public async Task SearchAsync_TitleAtFault_IsAskedFiveTimesOverTwoInstancesAndThenSettled()
    {
        AnswerBad("bad", 403, "error code: 1020");
        var tries = new List<TmdbTitleFault>();
        for (var i = 0; i < 12; i++)
        {
            using var instance = Instance(); // as after a restart
            tries.Add(Assert.IsType<TmdbAnswer<TmdbSearchPage>.Refused>(await SearchAsync(instance, "bad")).Fault);
            time.Advance(TimeSpan.FromMinutes(i % 2 == 0 ? 0.5 : 66));
        }

        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4, 5, 5], tries.Take(10).Select(fault => fault.Tries));
        Assert.All(tries.Skip(8).Take(2), fault => Assert.Null(fault.Until));
        Assert.All(tries, fault => Assert.Contains("error code: 1020", fault.Cause));
        Assert.Equal(5, tmdb.Requests.Count(request => request.Contains("query=bad", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SearchAsync_TitleIsAnsweredAfterAll_IsForgottenAsAFault()
    {
        AnswerBad("bad", 500, "");
        using var instance = Instance();
        Assert.IsType<TmdbAnswer<TmdbSearchPage>.Refused>(await SearchAsync(instance, "bad"));
        tmdb.AnswerWith(200, Matrix);

        time.Advance(TimeSpan.FromMinutes(2));

        Assert.IsType<TmdbAnswer<TmdbSearchPage>.Found>(await SearchAsync(instance, "bad"));
    }

    [Fact]
    public async Task SearchAsync_LimitToldAgainAfterItsWait_Shuts()
    {
        tmdb.AnswerWith(429, "", "0");
        using var instance = Instance();

        var first = Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(await SearchAsync(instance, "one"));
        Assert.Null(instance.Gate.Shut);
        Assert.Equal(TmdbStatus.RateLimited, first.State.Status);
        time.Advance(TimeSpan.FromSeconds(1));
        await SearchAsync(instance, "other");

        Assert.Equal(TmdbStatus.RateLimited, instance.Gate.Shut?.Status);
        Assert.DoesNotContain(tmdb.Requests, request => request.Contains("authentication", StringComparison.Ordinal));
    }

    /// <summary>A request sent before TMDB came back says nothing about it now.</summary>
    [Fact]
    public async Task JudgeAsync_AnswerOfARequestFromDuringTheOutage_ShutsNothing()
    {
        using var instance = Instance();
        await instance.Gate.ReportAsync(new TmdbFault(TmdbStatus.Outage, "down"), null, Token);
        var askedAt = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(17));
        await instance.Gate.CurrentAsync(Token);
        tmdb.AnswerWith(503, "");

        await instance.Gate.JudgeAsync("late", "search/movie", new TmdbFault(TmdbStatus.Outage, "late"), askedAt, Token);

        Assert.Null(instance.Gate.Shut);
    }

    /// <summary>An hour of ticks, each with one new title on which TMDB always fails among good ones.</summary>
    [Theory]
    [InlineData(403, "error code: 1020")]
    [InlineData(500, "")]
    [InlineData(200, "{\"results\":")]
    public async Task SearchAsync_AnHourWithABadTitleATick_EveryGoodTitleIsAsked(int status, string body)
    {
        AnswerBad("bad", status, body);
        using var instance = Instance();
        for (var tick = 0; tick < 240; tick++, time.Advance(TimeSpan.FromSeconds(15)))
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(i => SearchAsync(instance, i == 1 ? $"bad {tick}" : $"good {tick} {i}")));
            Assert.Equal(TmdbStatus.Available, (await instance.Gate.CurrentAsync(Token)).Status);
        }

        Assert.Equal(480, tmdb.Requests.Where(request => request.Contains("query=good", StringComparison.Ordinal)).Distinct().Count());
    }

    private static DateTimeOffset Floor(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.FromMinutes(1).Ticks));

    private static Task<TmdbAnswer<TmdbSearchPage>> SearchAsync(TmdbInstance instance, string title) =>
        instance.Catalogue.SearchAsync(new TmdbSearch(TmdbKind.Movie, title, null), Token);

    private void AnswerBad(string query, int status, string body) => tmdb.Answer = context =>
    {
        var isBad = context.Request.Query["query"].ToString().StartsWith(query, StringComparison.Ordinal);
        context.Response.StatusCode = isBad ? status : 200;
        return context.Response.WriteAsync(isBad ? body : Matrix);
    };

    private TmdbInstance Instance() =>
        new(account, new TmdbOptions { ApiKey = "key", BaseUrl = tmdb.Url, RateLimit = TimeSpan.Zero, Retries = 0 }, time);
}
