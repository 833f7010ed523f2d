using System.IO.Compression;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>Uses a real table service. Each test's server has its own port and so its own keys.</summary>
public sealed class TmdbCatalogueTests : IAsyncLifetime
{
    private const string Matrix = """{"total_results":1,"results":[{"id":603,"title":"The Matrix","release_date":"1999-03-31"}]}""";
    private static readonly TmdbSearch Search = new(TmdbKind.Movie, "The Matrix", 1999);
    private readonly TableServiceClient account = new(Servers.Azurite.ConnectionString);
    private FakeTmdb tmdb = null!;

    public async ValueTask InitializeAsync() => tmdb = await FakeTmdb.StartAsync();

    public ValueTask DisposeAsync() => tmdb.DisposeAsync();

    [Fact]
    public async Task SearchAsync_EqualLookUps_AreAskedOnceOverTwoInstances()
    {
        tmdb.AnswerWith(200, Matrix);
        using var one = Instance();
        using var other = Instance();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => one.Catalogue.SearchAsync(Search, Token)));
        var again = await other.Catalogue.SearchAsync(Search with { Query = "the  MATRIX" }, Token);

        Assert.Equal("/3/search/movie?query=The%20Matrix&include_adult=true&year=1999&api_key=secret-key", Assert.Single(tmdb.Requests));
        Assert.Equal(1, answers.Count(answer => Found(answer) is { FromCache: false }));
        Assert.True(Found(again).FromCache);
        Assert.Equal(
            new ContentRef(ContentType.Movie, "tmdb", "603"), Assert.Single(Found(again).Value.Results).Ref);
    }

    [Fact]
    public async Task SearchAsync_NoResult_IsRememberedToo()
    {
        tmdb.AnswerWith(200, """{"results":[],"total_results":0}""");
        using var one = Instance();
        using var other = Instance();

        Assert.Equal(new TmdbAnswer<TmdbSearchPage>.NotFound(false), await one.Catalogue.SearchAsync(Search, Token));
        Assert.Equal(new TmdbAnswer<TmdbSearchPage>.NotFound(true), await other.Catalogue.SearchAsync(Search, Token));
        Assert.Single(tmdb.Requests);
    }

    /// <summary>Spellings do not share answers that depend on the spelling, or the result would depend on which came first.</summary>
    [Fact]
    public async Task SearchAsync_AnotherSpellingOfAFoundTitle_IsAskedForItself()
    {
        tmdb.AnswerWith(200, """{"total_results":1,"results":[{"id":161,"title":"Rocky II","release_date":"1979-06-15"}]}""");
        using var one = Instance();
        using var other = Instance();
        var search = new TmdbSearch(TmdbKind.Movie, "rocky ii", null);

        await one.Catalogue.SearchAsync(search, Token);

        Assert.True(Found(await other.Catalogue.SearchAsync(search with { Query = "Rocky  II" }, Token)).FromCache);
        Assert.False(Found(await other.Catalogue.SearchAsync(search with { Query = "rocky 2" }, Token)).FromCache);
    }

    [Fact]
    public async Task SearchAsync_ARecentFilmOfAnOldTitle_IsAskedFor()
    {
        tmdb.AnswerWith(200, Matrix);
        using var instance = Instance();
        var search = new TmdbSearch(TmdbKind.Movie, "The Matrix", null);

        await instance.Catalogue.SearchAsync(search with { Released = 1999 }, Token);

        var year = TimeProvider.System.GetUtcNow().Year;
        Assert.True(Found(await instance.Catalogue.SearchAsync(search with { Released = 1985 }, Token)).FromCache);
        Assert.False(Found(await instance.Catalogue.SearchAsync(search with { Released = year }, Token)).FromCache);
        Assert.True(Found(await instance.Catalogue.SearchAsync(search with { Released = year }, Token)).FromCache);
    }

    [Fact]
    public async Task SearchAsync_Unauthorized_ShutsTheGateAndIsNotRemembered()
    {
        tmdb.AnswerWith(401, """{"status_code":7}""");
        using var refused = Instance();

        var first = Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(await refused.Catalogue.SearchAsync(Search, Token));
        await refused.Catalogue.SearchAsync(Search with { Query = "other" }, Token);
        Assert.Equal("/3/authentication?api_key=secret-key", tmdb.Requests.ElementAt(1));
        Assert.Equal(2, tmdb.Requests.Count);
        Assert.Equal(TmdbStatus.Unauthorized, first.State.Status);
        Assert.DoesNotContain("secret-key", first.State.Cause);

        tmdb.AnswerWith(200, Matrix);
        using var corrected = Instance(Options() with { ApiKey = "eyJh.eyJz.sig" });
        Assert.False(Found(await corrected.Catalogue.SearchAsync(Search, Token)).FromCache);
        Assert.Equal("Bearer eyJh.eyJz.sig", tmdb.Authorizations.Last());
        Assert.DoesNotContain("api_key", tmdb.Requests.Last());
    }

    [Fact]
    public async Task SearchAsync_RateLimitedOnceWithRetryAfterZero_IsAskedAgainAtOnce()
    {
        tmdb.Answer = context =>
        {
            context.Response.StatusCode = tmdb.Requests.Count == 1 ? 429 : 200;
            context.Response.Headers.RetryAfter = "0";
            return context.Response.WriteAsync(tmdb.Requests.Count == 1 ? "" : Matrix);
        };
        using var instance = Instance();

        Found(await instance.Catalogue.SearchAsync(Search, Token));

        Assert.Equal(2, tmdb.Requests.Count);
    }

    [Fact]
    public async Task SearchAsync_LongRetryAfter_ShutsTheGateForSoLong()
    {
        tmdb.AnswerWith(429, "", "90");
        using var instance = Instance();
        var before = TimeProvider.System.GetUtcNow();

        var answer = Assert.IsType<TmdbAnswer<TmdbSearchPage>.Unavailable>(await instance.Catalogue.SearchAsync(Search, Token));

        Assert.Single(tmdb.Requests);
        Assert.Equal(TmdbStatus.RateLimited, answer.State.Status);
        Assert.True(answer.State.Until - before > TimeSpan.FromSeconds(80));
    }

    /// <summary>The messages of a backfill that asks TMDB again share its answers; an older answer serves none.</summary>
    [Fact]
    public async Task SearchAsync_Since_IsServedByNewerAnswersOfAnyInstance()
    {
        tmdb.AnswerWith(200, Matrix);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var options = Options() with { RateLimit = TimeSpan.Zero };
        using var one = new TmdbInstance(account, options, time);
        using var other = new TmdbInstance(account, options, time);
        await one.Catalogue.SearchAsync(Search, Token);
        await other.Catalogue.SearchAsync(Search, Token); // in both memories
        time.Advance(TimeSpan.FromMinutes(1));
        var walk = Search with { Since = time.GetUtcNow() };
        time.Advance(TimeSpan.FromMinutes(1));

        var first = await one.Catalogue.SearchAsync(walk, Token);
        var again = await one.Catalogue.SearchAsync(walk, Token);
        var byOther = await other.Catalogue.SearchAsync(walk, Token);

        Assert.Equal((false, true, true), (Found(first).FromCache, Found(again).FromCache, Found(byOther).FromCache));
        Assert.Equal(2, tmdb.Requests.Count);
    }

    [Fact]
    public async Task SearchAsync_SinceByAClockAhead_IsAskedOnce()
    {
        tmdb.AnswerWith(200, Matrix);
        using var instance = Instance();

        Assert.False(Found(await instance.Catalogue.SearchAsync(Search with { Since = TimeProvider.System.GetUtcNow().AddHours(1) }, Token)).FromCache);

        Assert.Single(tmdb.Requests);
    }

    /// <summary>Stored content is found in bitmagnet's database; other titles are needed again.</summary>
    [Theory]
    [InlineData(false, 19, 1)]
    [InlineData(false, 21, 2)]
    [InlineData(true, 60 * 24 * 20, 1)]
    public async Task DetailsAsync_AnswerThatIsToBeStored_IsKeptForMinutesOnly(bool toCompare, int minutes, int requests)
    {
        tmdb.AnswerWith(200, """{"id":603,"title":"The Matrix"}""");
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var options = Options() with { RateLimit = TimeSpan.Zero };
        using (var one = new TmdbInstance(account, options, time))
        {
            await one.Catalogue.DetailsAsync(TmdbKind.Movie, 603, toCompare, null, Token);
        }

        time.Advance(TimeSpan.FromMinutes(minutes));
        using var other = new TmdbInstance(account, options, time);
        await other.Catalogue.DetailsAsync(TmdbKind.Movie, 603, toCompare, null, Token);

        Assert.Equal(requests, tmdb.Requests.Count);
    }

    /// <summary>An answer from the table equals TMDB's, to the last digit.</summary>
    [Fact]
    public async Task SearchAsync_FromTheTable_IsEqualToTmdbsAnswer()
    {
        tmdb.AnswerWith(200, """
            {"total_results":41,"results":[
             {"id":496243,"title":"Parasite","original_title":"\uae30\uc0dd\ucda9","release_date":"2019-05-30","popularity":70.123456},
             {"id":2,"title":"The Matrix","original_title":"The Matrix","release_date":"","popularity":0.6,"origin_country":["US","GB"]}]}
            """);
        using var one = Instance();
        using var other = Instance();

        var asked = Found(await one.Catalogue.SearchAsync(Search, Token));
        var kept = Found(await other.Catalogue.SearchAsync(Search, Token));

        Assert.True(kept.FromCache);
        Assert.Equivalent(asked.Value, kept.Value, strict: true);
    }

    [Fact]
    public async Task DetailsAsync_GzipWithoutItsHeader_IsRead()
    {
        tmdb.Answer = async context =>
        {
            await using var zip = new GZipStream(context.Response.Body, CompressionMode.Compress);
            await zip.WriteAsync("""{"id":603,"title":"The Matrix","adult":true,"alternative_titles":{"titles":[{"title":"Matrix"}]}}"""u8.ToArray());
        };
        using var one = Instance();
        using var other = Instance();

        await one.Catalogue.DetailsAsync(TmdbKind.Movie, 603, false, null, Token);
        var answer = await other.Catalogue.DetailsAsync(TmdbKind.Movie, 603, false, null, Token);

        var found = Assert.IsType<TmdbAnswer<TmdbDetails>.Found>(answer);
        Assert.True(found.FromCache);
        Assert.Equal(ContentType.Xxx, found.Value.Content.Ref.Type);
        Assert.Equal(["Matrix"], found.Value.OtherTitles);
        Assert.StartsWith("/3/movie/603?append_to_response=alternative_titles,translations,external_ids", Assert.Single(tmdb.Requests));
    }

    [Fact]
    public async Task FindAsync_ImdbId_IsTheFirstOfTheKind()
    {
        tmdb.AnswerWith(200, """{"movie_results":[],"tv_results":[{"id":1399},{"id":2}]}""");
        using var instance = Instance();

        var show = await instance.Catalogue.FindAsync("imdb", "tt0944947", TmdbKind.Tv, null, Token);
        var movie = await instance.Catalogue.FindAsync("imdb", "tt0944947", TmdbKind.Movie, null, Token);

        Assert.Equal(new TmdbAnswer<ContentRef>.Found(new ContentRef(ContentType.TvShow, "tmdb", "1399"), false), show);
        Assert.Equal(new TmdbAnswer<ContentRef>.NotFound(false), movie);
    }

    /// <summary>Hints come from strangers, and ".." in a path is another path.</summary>
    [Theory]
    [InlineData("..")]
    [InlineData("../authentication")]
    [InlineData("tt1?api_key=x")]
    public async Task FindAsync_WhatIsNoId_IsNotAskedFor(string id)
    {
        using var instance = Instance();

        Assert.IsType<TmdbAnswer<ContentRef>.NotFound>(await instance.Catalogue.FindAsync("imdb", id, TmdbKind.Movie, null, Token));

        Assert.Empty(tmdb.Requests);
    }

    private static TmdbAnswer<TmdbSearchPage>.Found Found(TmdbAnswer<TmdbSearchPage> answer) =>
        Assert.IsType<TmdbAnswer<TmdbSearchPage>.Found>(answer);

    private TmdbOptions Options() => new() { ApiKey = "secret-key", BaseUrl = tmdb.Url };

    private TmdbInstance Instance(TmdbOptions? options = null) => new(account, options ?? Options(), TimeProvider.System);
}
