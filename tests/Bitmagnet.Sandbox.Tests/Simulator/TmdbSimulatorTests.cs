using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Sandbox.Tests.Simulator;

public sealed class TmdbSimulatorTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private TmdbSimulator tmdb = null!;

    public async ValueTask InitializeAsync() => tmdb = await TmdbSimulator.StartAsync(cancellationToken: Token);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await tmdb.DisposeAsync();
    }

    [Theory]
    [InlineData("movie", "query=the%20matrix&year=1999", 603)]
    [InlineData("movie", "query=матрица", 603)]
    [InlineData("movie", "query=le%20fabuleux%20destin%20d'amelie%20poulain", 194)] // without the accent
    [InlineData("movie", "query=기생충", 496243)]
    [InlineData("movie", "query=Gisaengchung&primary_release_year=2019", 496243)]
    [InlineData("movie", "query=dune&year=1984", 841)]
    [InlineData("movie", "query=dune&year=2021", 438631)]
    [InlineData("tv", "query=game%20of%20thrones", 1399)]
    [InlineData("tv", "query=the%20flash&first_air_date_year=1990", 236)]
    public async Task Search_ByAnyOfItsTitles_FindsIt(string kind, string query, int id)
    {
        var answer = await GetAsync($"search/{kind}?{query}");

        Assert.Equal(id, answer["results"]![0]!["id"]!.GetValue<int>());
    }

    [Fact]
    public async Task Search_ForAWordOfManyTitles_PagesByTwenty()
    {
        var first = await GetAsync("search/movie?query=the");
        var second = await GetAsync("search/movie?query=the&page=2");

        Assert.Equal(20, first["results"]!.AsArray().Count);
        Assert.True(first["total_results"]!.GetValue<int>() > 40);
        Assert.DoesNotContain(first["results"]![0]!["id"]!.GetValue<int>(), second["results"]!.AsArray().Select(result => result!["id"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("&include_adult=true", 1)]
    public async Task Search_ForAnAdultTitle_FindsItOnlyWhenAsked(string parameter, int count)
    {
        var answer = await GetAsync($"search/movie?query=deep%20throat{parameter}");

        Assert.Equal(count, answer["total_results"]!.GetValue<int>());
    }

    [Fact]
    public async Task Details_WithExtras_CarriesThem()
    {
        var movie = await GetAsync("movie/603?append_to_response=alternative_titles,external_ids");
        var series = await GetAsync("tv/1399?append_to_response=external_ids");

        Assert.Equal(2344, movie["belongs_to_collection"]!["id"]!.GetValue<int>());
        Assert.Equal("tt0133093", movie["imdb_id"]!.GetValue<string>());
        Assert.Contains("Матрица", movie["alternative_titles"]!["titles"]!.AsArray().Select(title => title!["title"]!.GetValue<string>()));
        Assert.Equal(121361, series["external_ids"]!["tvdb_id"]!.GetValue<int>());
        Assert.Null((await GetAsync("movie/603"))["external_ids"]);
    }

    [Theory]
    [InlineData("tt0133093", "imdb_id", "movie_results", 603)]
    [InlineData("tt0944947", "imdb_id", "tv_results", 1399)]
    [InlineData("121361", "tvdb_id", "tv_results", 1399)]
    public async Task Find_ByAnExternalId_FindsIt(string id, string source, string list, int expected)
    {
        var answer = await GetAsync($"find/{id}?external_source={source}");

        Assert.Equal(expected, answer[list]![0]!["id"]!.GetValue<int>());
    }

    [Fact]
    public async Task AnyCall_WithAWrongKey_Is401WithCode7()
    {
        using var answer = await http.GetAsync($"{tmdb.BaseUri}/authentication?api_key=wrong", Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(7, (await answer.Content.ReadFromJsonAsync<JsonObject>(Token))!["status_code"]!.GetValue<int>());
    }

    [Fact]
    public async Task AnyCall_WithABearerToken_IsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{tmdb.BaseUri}/authentication");
        request.Headers.Authorization = new("Bearer", tmdb.Key);

        using var answer = await http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Limit_WhenExceeded_Is429WithRetryAfter()
    {
        await using var limited = await TmdbSimulator.StartAsync(new SimulatorOptions { RequestsPerSecond = 1 }, Token);

        // In parallel: on a busy machine sequential requests may each fall into another second.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => http.GetAsync($"{limited.BaseUri}/movie/603?api_key={limited.Key}", Token)));

        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Theory]
    [InlineData("rate-limit", 429, "\"status_code\":25")]
    [InlineData("rate-limit-body", 200, "\"status_code\":25")]
    [InlineData("bad-key", 401, "\"status_code\":7")]
    [InlineData("suspended-key", 401, "\"status_code\":10")]
    [InlineData("not-found", 404, "\"status_code\":34")]
    [InlineData("maintenance", 503, "<html>")]
    [InlineData("gateway-timeout", 504, "<html>")]
    [InlineData("cdn-block", 403, "error code: 1020")]
    [InlineData("legal-block", 451, "Legal")]
    [InlineData("nulls", 200, "\"title\":null")]
    [InlineData("bad-dates", 200, "\"release_date\":\"0000-00-00\"")]
    [InlineData("slow", 200, "The Matrix")]
    public async Task Fault_SwitchedOnOverHttp_LooksLikeIt(string fault, int status, string expected)
    {
        await SwitchAsync(new { fault, times = 1, delayMilliseconds = 1 });

        using var answer = await http.GetAsync(Movie, Token);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(603, (await GetAsync("movie/603"))["id"]!.GetValue<int>());
    }

    [Fact]
    public async Task SilentGzip_SwitchedOn_HidesTheRightAnswer()
    {
        var right = await http.GetByteArrayAsync(Movie, Token);
        await SwitchAsync(new { fault = "silent-gzip", times = 1 });

        using var answer = await http.GetAsync(Movie, Token);

        Assert.Empty(answer.Content.Headers.ContentEncoding);
        using var plain = new GZipStream(await answer.Content.ReadAsStreamAsync(Token), CompressionMode.Decompress);
        using var copy = new MemoryStream();
        await plain.CopyToAsync(copy, Token);
        Assert.Equal(right, copy.ToArray());
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("empty")]
    public async Task HalfAnswers_SwitchedOn_AreNotJson(string fault)
    {
        await SwitchAsync(new { fault, times = 1 });

        var body = await http.GetByteArrayAsync(Movie, Token);

        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(body));
    }

    [Fact]
    public async Task Refused_SwitchedOn_CutsTheConnection()
    {
        tmdb.Fail(new FaultOrder(FaultKind.Refused, Times: 1, Path: "/3/movie"));

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(Movie, Token));
    }

    [Fact]
    public async Task Fault_WithAPath_SparesOtherCalls()
    {
        await SwitchAsync(new { fault = "maintenance", path = "/3/search" });

        Assert.Equal(603, (await GetAsync("movie/603"))["id"]!.GetValue<int>());
        using (var answer = await http.GetAsync($"{tmdb.BaseUri}/search/movie?query=a&api_key={tmdb.Key}", Token))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        using var cleared = await http.DeleteAsync(Control("faults"), Token);
        await GetAsync("search/movie?query=a");
    }

    [Fact]
    public async Task Fault_ThatDoesNotExist_Is400WithTheNames()
    {
        using var content = new StringContent("""{"fault":"gremlins"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(Control("faults"), content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("silent-gzip", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_OfEveryThirdRequest_LeavesTheOthersToTheNextFault()
    {
        tmdb.Fail(new FaultOrder(FaultKind.Maintenance, Every: 3));
        tmdb.Fail(new FaultOrder(FaultKind.LegalBlock));

        var statuses = new List<HttpStatusCode>();
        for (var request = 0; request < 6; request++)
        {
            using var answer = await http.GetAsync(new Uri(Movie), Token);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([(HttpStatusCode)451, (HttpStatusCode)451, HttpStatusCode.ServiceUnavailable, (HttpStatusCode)451, (HttpStatusCode)451, HttpStatusCode.ServiceUnavailable], statuses);
    }

    [Fact]
    public async Task Stats_AfterCalls_CountsThem()
    {
        await GetAsync("movie/603");
        await GetAsync("search/tv?query=dark");

        var stats = (await http.GetFromJsonAsync<JsonObject>(Control("stats"), Token))!;

        Assert.Equal(2, stats["total"]!.GetValue<int>());
        Assert.Equal(1, stats["byCall"]!["search/tv"]!.GetValue<int>());
        Assert.Equal(2, stats["byStatus"]!["200"]!.GetValue<int>());
    }

    private string Movie => $"{tmdb.BaseUri}/movie/603?api_key={tmdb.Key}";

    private Uri Control(string what) => new(tmdb.BaseUri, $"/_simulator/{what}");

    private async Task SwitchAsync(object order)
    {
        using var answer = await http.PostAsJsonAsync(Control("faults"), order, Token);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private async Task<JsonObject> GetAsync(string call) =>
        (await http.GetFromJsonAsync<JsonObject>($"{tmdb.BaseUri}/{call}{(call.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api_key={tmdb.Key}", Token))!;
}
