using System.Text.Json;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Tests.Matching;
using Microsoft.Extensions.Configuration;

namespace Bitmagnet.Functions.Tests.Explaining;

public sealed class ExplainCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_Json_ReadsALineAndWritesALineAndAsksForNothing()
    {
        var (code, output) = await RunAsync(
            Settings(), "The.Matrix.1999.1080p.BluRay.x264-GRP\nShow.Name.S01E02E03.720p\n", "explain", "--json");

        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var movie = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("movie", movie.GetProperty("kind").GetString());
        Assert.Equal("The Matrix", movie.GetProperty("title").GetString());
        Assert.Equal(1999, movie.GetProperty("year").GetInt32());
        Assert.False(movie.TryGetProperty("match", out _));
        var show = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal("tv", show.GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, show.GetProperty("year").ValueKind);
        Assert.Equal("[2,3]", show.GetProperty("episodes").GetProperty("1").GetRawText());
    }

    [Fact]
    public async Task RunAsync_Match_NeedsNeitherStorageNorDatabase()
    {
        await using var tmdb = await ResolverTmdb.StartAsync();
        tmdb.Add(false, 603, "The Matrix", 1999);
        var settings = Settings(("TMDB_API_KEY", "secret-key"), ("TMDB_BASE_URL", tmdb.Url.ToString()));

        var (code, output) = await RunAsync(settings, "The.Matrix.1999.1080p.BluRay\nHoliday.in.Nowhere.2019.1080p", "explain", "--json", "--match");

        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var match = JsonDocument.Parse(lines[0]).RootElement.GetProperty("match");
        Assert.Equal(("movie", "603"), (match.GetProperty("type").GetString(), match.GetProperty("id").GetString()));
        var none = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal(JsonValueKind.Null, none.GetProperty("match").ValueKind);
        Assert.Equal("nothing found", none.GetProperty("why").GetString());
    }

    [Fact]
    public async Task RunAsync_Name_TellsReadingsLookUpsScoresAndDecision()
    {
        await using var tmdb = await ResolverTmdb.StartAsync();
        tmdb.Add(false, 603, "The Matrix", 1999);
        var settings = Settings(("TMDB_API_KEY", "secret-key"), ("TMDB_BASE_URL", tmdb.Url.ToString()));

        var (_, output) = await RunAsync(settings, "", "explain", "The.Matrix.1999.1080p.BluRay");

        Assert.Contains("Movie: \"The Matrix\", 1999", output, StringComparison.Ordinal);
        Assert.Contains("TMDB search \"the matrix\": 1 candidates", output, StringComparison.Ordinal);
        Assert.Contains("1.00 tmdb/603 The Matrix (1999)", output, StringComparison.Ordinal);
        Assert.Contains("Match     movie tmdb/603", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WithoutAKey_SaysThatTmdbIsNotConfigured()
    {
        var settings = Settings();

        var (code, output) = await RunAsync(settings, "", "The.Matrix.1999.1080p.BluRay");

        Assert.Equal(0, code);
        Assert.Contains("TMDB_API_KEY is not set", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("explain", "--json", "a name")]
    [InlineData("explain", "--unknown", "a name")]
    [InlineData("explain", "one", "two")]
    public async Task RunAsync_WrongCommandLine_TellsUsageAndFails(params string[] args)
    {
        var settings = Settings();

        var (code, output) = await RunAsync(settings, "", args);

        Assert.Equal(2, code);
        Assert.StartsWith("Usage", output, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    private static async Task<(int Code, string Output)> RunAsync(IConfiguration settings, string input, params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var code = await ExplainCommand.RunAsync(args, settings, new StringReader(input), output, Token);
        return (code, output.ToString());
    }
}
