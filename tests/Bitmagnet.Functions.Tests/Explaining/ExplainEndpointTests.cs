using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Tests.Resolving;

namespace Bitmagnet.Functions.Tests.Explaining;

public sealed class ExplainEndpointTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private ResolverTmdb tmdb = null!;

    public async ValueTask InitializeAsync() => tmdb = await ResolverTmdb.StartAsync();

    public ValueTask DisposeAsync() => tmdb.DisposeAsync();

    [Fact]
    public async Task AnswerAsync_Names_AnswersEachWithoutAskingTmdb()
    {
        var result = Assert.IsType<ContentResult>(await AnswerAsync("""{"names":["The.Matrix.1999.1080p","Show.S01E02"]}"""));

        var items = JsonDocument.Parse(result.Content!).RootElement;
        Assert.Equal(200, result.StatusCode);
        Assert.Equal(["The Matrix", "Show"], items.EnumerateArray().Select(item => item.GetProperty("title").GetString()));
        Assert.Empty(tmdb.Requests);
    }

    [Fact]
    public async Task AnswerAsync_Match_AnswersTheMatch()
    {
        tmdb.Add(false, 603, "The Matrix", 1999);

        var result = Assert.IsType<ContentResult>(await AnswerAsync("""{"names":["The.Matrix.1999.1080p"],"match":true}"""));

        Assert.Equal("603", JsonDocument.Parse(result.Content!).RootElement[0].GetProperty("match").GetProperty("id").GetString());
    }

    [Fact]
    public async Task AnswerAsync_MatchThatTakesTooLong_AnswersTheRestAsCutOff()
    {
        tmdb.Add(false, 603, "The Matrix", 1999);
        tmdb.OnRequest = () => clock.Advance(ExplainEndpoint.Patience);

        var result = Assert.IsType<ContentResult>(await AnswerAsync("""{"names":["The.Matrix.1999.1080p"],"match":true}"""));

        Assert.Equal(200, result.StatusCode);
        Assert.Contains("cut off before it was decided", result.Content!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"names":[]}""")]
    [InlineData("""{"names":[null]}""")]
    [InlineData("""{"names":"one"}""")]
    public async Task AnswerAsync_BadBody_IsAProblem(string body) => AssertProblem(400, await AnswerAsync(body));

    [Fact]
    public async Task AnswerAsync_TooManyNames_IsAProblem() =>
        AssertProblem(400, await AnswerAsync(JsonSerializer.Serialize(new { names = Enumerable.Repeat("a", ExplainEndpoint.MaxNames + 1) })));

    [Fact]
    public async Task AnswerAsync_TooLargeABody_IsAProblem() =>
        AssertProblem(413, await AnswerAsync(JsonSerializer.Serialize(new { names = new[] { new string('a', ExplainEndpoint.MaxBytes) } })));

    private static void AssertProblem(int status, IActionResult result) => Requests.Json(result, status);

    private Task<IActionResult> AnswerAsync(string body) => new ExplainEndpoint(new TitleResolver(null, tmdb.Catalogue), clock)
        .AnswerAsync(Requests.Post("/api/explain", body), Token);
}
