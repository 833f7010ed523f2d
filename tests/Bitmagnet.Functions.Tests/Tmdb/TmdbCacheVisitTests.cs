using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Tests.Jobs;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>Uses a real table service, whose requests it counts.</summary>
public sealed class TmdbCacheVisitTests : IAsyncLifetime
{
    private const string Solaris = """{"total_results":1,"results":[{"id":593,"title":"Solaris","release_date":"1972-03-20"}]}""";

    private readonly CountedRequests counted = new();
    private readonly List<TmdbInstance> instances = [];
    private FakeTmdb tmdb = null!;

    public async ValueTask InitializeAsync()
    {
        tmdb = await FakeTmdb.StartAsync();
        tmdb.Answer = context => context.Response.WriteAsync(context.Request.Path.Value!.Split('/')[2] switch
        {
            "search" when context.Request.Path.Value.EndsWith("movie", StringComparison.Ordinal) && context.Request.Query["query"] == "solaris" => Solaris,
            "search" => """{"results":[]}""",
            _ => """{"id":593,"title":"Solaris","release_date":"1972-03-20"}""",
        });
    }

    public async ValueTask DisposeAsync()
    {
        instances.ForEach(instance => instance.Dispose());
        await tmdb.DisposeAsync();
    }

    [Theory]
    [InlineData("Solaris.1972.1080p.BluRay.x264-GRP", "/3/search/movie /3/movie/593")]
    [InlineData("No.Such.Planet.1972.1080p.BluRay.x264-GRP", "/3/search/movie /3/search/tv")]
    public async Task ResolveAsync_ANewTitle_IsOneReadAndOneWriteHoweverManyAnswersItTakes(string name, string asked)
    {
        var resolver = new TitleResolver(null, Instance().Catalogue);
        await resolver.ResolveAsync([new ResolveRequest("Another.2001.1080p-GRP", ContentType.Movie, Strict: false)], Token); // creates the tables
        tmdb.Requests.Clear();

        var first = await counted.OfAsync(() => resolver.ResolveAsync([Request(name)], Token));
        var again = await counted.OfAsync(() => new TitleResolver(null, Instance().Catalogue).ResolveAsync([Request(name)], Token));

        Assert.Equal(asked, string.Join(' ', tmdb.Requests.Select(request => request.Split('?')[0])));
        Assert.Equal(2, first);
        Assert.InRange(again, 1, 2); // the row and, in an instance that has just begun, the gate's
    }

    /// <summary>Both instances have read the row before either writes to it.</summary>
    [Fact]
    public async Task SaveAsync_AnotherInstanceAnsweredMeanwhile_NeitherAnswerIsLost()
    {
        var (one, other) = (Instance(), Instance());
        var visit = one.Catalogue.Visit();

        await one.Catalogue.SearchAsync(new TmdbSearch(TmdbKind.Movie, "solaris", null), visit, Token);
        await other.Catalogue.SearchAsync(new TmdbSearch(TmdbKind.Tv, "solaris", null), Token);
        Assert.True(visit.HasNews);
        await visit.SaveAsync(Token);
        Assert.False(visit.HasNews);

        tmdb.Requests.Clear();
        var third = Instance();
        Assert.IsType<TmdbAnswer<TmdbSearchPage>.Found>(await third.Catalogue.SearchAsync(new TmdbSearch(TmdbKind.Movie, "solaris", null), Token));
        Assert.IsType<TmdbAnswer<TmdbSearchPage>.NotFound>(await third.Catalogue.SearchAsync(new TmdbSearch(TmdbKind.Tv, "Solaris", null), Token));
        Assert.Empty(tmdb.Requests);
    }

    /// <summary>A batch that is cancelled keeps what it has asked for: its torrents come again, perhaps to another instance.</summary>
    [Fact]
    public async Task ResolveAsync_CancelledAmidDetails_KeepsTheSearch()
    {
        var (one, other) = (Instance(), Instance());
        using var cut = new CancellationTokenSource();
        var answer = tmdb.Answer;
        tmdb.Answer = async context =>
        {
            if (context.Request.Path.Value!.EndsWith("593", StringComparison.Ordinal))
            {
                await cut.CancelAsync();
            }

            await answer(context);
        };

        var resolution = Assert.Single(await new TitleResolver(null, one.Catalogue).ResolveAsync([Request("Solaris.1972.1080p.BluRay.x264-GRP")], cut.Token));

        Assert.IsType<Resolution.Undecided>(resolution);
        tmdb.Requests.Clear();
        await other.Catalogue.SearchAsync(new TmdbSearch(TmdbKind.Movie, "solaris", null) { Released = 1972 }, Token);
        Assert.Empty(tmdb.Requests);
    }

    /// <summary>The rest of a batch may wait long for TMDB, and other instances ask for the same titles.</summary>
    [Fact]
    public async Task ResolveAsync_AnAbsentTitleBesideOneWhoseDetailsTakeLong_IsKeptAtOnce()
    {
        var (one, other) = (Instance(), Instance());
        var (asked, answered) = (new TaskCompletionSource(), new TaskCompletionSource());
        var answer = tmdb.Answer;
        tmdb.Answer = async context =>
        {
            if (context.Request.Path.Value!.EndsWith("593", StringComparison.Ordinal))
            {
                asked.TrySetResult();
                await answered.Task;
            }

            await answer(context);
        };

        var run = new TitleResolver(null, one.Catalogue).ResolveAsync(
            [Request("Never.Made.1972.1080p.BluRay.x264-GRP"), Request("Solaris.1972.1080p.BluRay.x264-GRP")], Token);
        await asked.Task.WaitAsync(Token);
        tmdb.Requests.Clear();
        await other.Catalogue.SearchAsync(new TmdbSearch(TmdbKind.Movie, "never made", null) { Released = 1972 }, Token);

        Assert.Empty(tmdb.Requests);
        answered.SetResult();
        Assert.IsType<Resolution.Matched>((await run)[1]);
    }

    private static ResolveRequest Request(string name) => new(name, ContentType.Movie, Strict: false);

    private TmdbInstance Instance()
    {
        var options = new TmdbOptions { ApiKey = "secret-key", BaseUrl = tmdb.Url, RateLimit = TimeSpan.Zero };
        var instance = new TmdbInstance(counted.Tables(Servers.Azurite.ConnectionString), options, TimeProvider.System);
        instances.Add(instance);
        return instance;
    }
}
