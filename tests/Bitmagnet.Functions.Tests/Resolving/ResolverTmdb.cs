using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Tests.Matching;
using Bitmagnet.Functions.Tests.Tmdb;

namespace Bitmagnet.Functions.Tests.Resolving;

/// <summary>A TMDB of a few titles behind HTTP, and a catalogue that asks it without a limit.</summary>
internal sealed class ResolverTmdb : IAsyncDisposable
{
    private readonly List<Title> titles = [];
    private readonly FakeTmdb server;
    private readonly TmdbInstance instance;

    private ResolverTmdb(FakeTmdb server)
    {
        this.server = server;
        server.Answer = AnswerAsync;
        TableServiceClient account = new MemoryTables();
        instance = new TmdbInstance(
            account, new TmdbOptions { ApiKey = "secret-key", BaseUrl = server.Url, RateLimit = TimeSpan.Zero, Retries = 0 }, TimeProvider.System);
    }

    public TmdbCatalogue Catalogue => instance.Catalogue;

    /// <summary>Paths of the requests without their queries, except a search's year.</summary>
    public IReadOnlyList<string> Requests => [.. server.Requests
        .Where(request => !request.Contains("/authentication", StringComparison.Ordinal))
        .Select(request => request.Contains("year=", StringComparison.Ordinal) ? request.Split('?')[0] + " with year" : request.Split('?')[0])];

    public bool IsDown { get; set; }

    /// <summary>Called before each request is answered.</summary>
    public Action OnRequest { get; set; } = () => { };

    /// <summary>Countries of origin by id; other titles have none.</summary>
    public Dictionary<int, string[]> Countries { get; } = [];

    /// <summary>How many more results a search without a year claims to have than it returns.</summary>
    public int Hidden { get; set; }

    public Uri Url => server.Url;

    public static async Task<ResolverTmdb> StartAsync() => new(await FakeTmdb.StartAsync());

    public void Add(bool tv, int id, string title, int year, params string[] others) => titles.Add(new Title(tv, id, title, year, others));

    public async ValueTask DisposeAsync()
    {
        instance.Dispose();
        await server.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        OnRequest();
        if (IsDown)
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("down");
        }

        var parts = context.Request.Path.Value!.Split('/');
        var tv = parts.Contains("tv");
        if (!parts.Contains("search"))
        {
            var found = titles.Single(title => title.Tv == tv && title.Id == int.Parse(parts[^1], CultureInfo.InvariantCulture));
            return context.Response.WriteAsync(JsonSerializer.Serialize(Details(found)));
        }

        var query = context.Request.Query["query"].ToString();
        var year = context.Request.Query.TryGetValue("year", out var named) ? Resource.Number(named.ToString()) : (int?)null;
        var hits = titles.Where(title => title.Tv == tv && (year is null || title.Year == year)
            && title.Others.Prepend(title.Name).Any(name => Contains(name, query))).SkipLast(year is null ? Hidden : 0).ToList();
        return context.Response.WriteAsync(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["total_results"] = hits.Count + (year is null ? Hidden : 0),
            ["results"] = hits.Select(Summary),
        }));
    }

    private static bool Contains(string name, string query) =>
        name.Replace(":", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Contains(query, StringComparison.OrdinalIgnoreCase);

    private Dictionary<string, object> Summary(Title title) => new()
    {
        ["id"] = title.Id,
        [title.Tv ? "name" : "title"] = title.Name,
        [title.Tv ? "original_name" : "original_title"] = title.Name,
        [title.Tv ? "first_air_date" : "release_date"] = $"{title.Year}-05-01",
        ["popularity"] = 10.0,
        ["origin_country"] = Countries.GetValueOrDefault(title.Id, []),
    };

    private Dictionary<string, object> Details(Title title)
    {
        var details = Summary(title);
        details["adult"] = false;
        details["alternative_titles"] = new Dictionary<string, object>
        {
            [title.Tv ? "results" : "titles"] = title.Others.Select(other => new { title = other, iso_3166_1 = "DE", type = "" }),
        };
        return details;
    }

    private sealed record Title(bool Tv, int Id, string Name, int Year, string[] Others);
}
