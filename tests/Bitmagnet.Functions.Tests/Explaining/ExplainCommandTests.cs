using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Tests.Resolving;

namespace Bitmagnet.Functions.Tests.Explaining;

public sealed class ExplainCommandTests
{
    [Fact]
    public async Task RunAsync_Json_ReadsALineAndWritesALineAndAsksForNothing()
    {
        var (code, output) = await RunAsync(
            Settings(), "The.Matrix.1999.1080p.BluRay.x264-GRP\nShow.Name.S01E02E03.720p\n", "--json");

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

        var (code, output) = await RunAsync(settings, "The.Matrix.1999.1080p.BluRay\nHoliday.in.Nowhere.2019.1080p", "--json", "--match");

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

        var (_, output) = await RunAsync(settings, "", "The.Matrix.1999.1080p.BluRay");

        Assert.Contains("Movie: \"The Matrix\", 1999", output, StringComparison.Ordinal);
        Assert.Contains("TMDB movie search \"the matrix\": 1 candidate" + Environment.NewLine, output, StringComparison.Ordinal);
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
    [InlineData("POSTGRES_DSN", "host=h port=http", "POSTGRES_DSN has")]
    [InlineData("POSTGRES_PORT", "0", "POSTGRES_PORT is '0'; allowed: a whole number, from 1 to 65535.")]
    [InlineData("AzureWebJobsStorage", "AccountKey=s3cret", "AzureWebJobsStorage is not a storage connection string (value hidden)")]
    [InlineData("AzureWebJobsStorage:blobServiceUri", "https://account.blob.core.windows.net", "AzureWebJobsStorage__tableServiceUri is ''")]
    [InlineData("TMDB_RETRIES", "many", "TMDB_RETRIES is 'many'")]
    public async Task RunAsync_SettingThatIsNotAllowed_IsNamedAndEndsWith2(string name, string value, string expected)
    {
        var (code, output, error) = await RunAllAsync(Settings((name, value)), "", "A.Name.1999");

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(expected, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NameWithControlCharacters_ShowsTheirCodesAndKeepsToItsLines()
    {
        var (code, output) = await RunAsync(Settings(), "", "\e[2JThe Matrix\n\0\u202E (1999) \u0e01👍");

        Assert.Equal(0, code);
        Assert.StartsWith(@"Name      \u001B[2JThe Matrix\u000A\u0000\u202E (1999) " + "\u0e01👍\nReading ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public async Task RunAsync_OddNames_AreEachAnsweredByOneObjectAlsoWithADatabase()
    {
        string[] names =
        [
            "", "   ", "\0", "The\0Matrix\u0001.1999.1080p", "\e[2J'; -- \\ (1999)", "Caf\uFFFD.1999", "\u202E.2001", new('x', 1 << 20),
            string.Concat(Enumerable.Repeat("a.", 1 << 19)) + "1999", string.Concat(Enumerable.Repeat("([", 1 << 19)) + "S01E01", "The.Matrix.1999",
        ];
        var settings = Settings(("POSTGRES_DSN", await Servers.Postgres.CreateDatabaseAsync(20, Token)));

        foreach (var words in (string[][])[["--json"], ["--json", "--match"]])
        {
            var (code, output) = await RunAsync(settings, string.Join('\n', names), words);

            Assert.Equal(0, code);
            var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
            Assert.Equal(names, answers.Select(answer => answer.GetProperty("name").GetString()));
            Assert.Equal("The Matrix", answers[^1].GetProperty("title").GetString());
        }
    }

    [Fact]
    public async Task RunAsync_DatabaseThatIsNotBitmagnets_IsToldOfAndLeftOut()
    {
        var empty = new NpgsqlConnectionStringBuilder(await Servers.Postgres.CreateDatabaseAsync(20, Token)) { Database = "postgres" };

        var (code, output, error) = await RunAllAsync(Settings(("POSTGRES_DSN", empty.ConnectionString)), "", "The.Matrix.1999.1080p.BluRay");

        Assert.Equal(0, code);
        Assert.Contains("TMDB_API_KEY is not set", output, StringComparison.Ordinal);
        Assert.Contains("is not bitmagnet's", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_DatabaseThatGoesAwayMeanwhile_EndsWithOneLineBehindTheAnswersGiven()
    {
        var connection = await Servers.Postgres.CreateDatabaseAsync(20, Token);
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        using var names = new NamesWithABreak(50, () => DropAsync(connection));

        var code = await ExplainCommand.RunAsync(new ExplainArguments(null, IsMatch: true), Settings(("POSTGRES_DSN", connection)), names, output, error, Token);

        Assert.Equal((1, 50), (code, output.ToString().Count(character => character == '\n')));
        Assert.EndsWith(", after it did at first. Run again, and explain goes on without it.\n", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task DropAsync(string connection)
    {
        var server = new NpgsqlConnectionStringBuilder(connection);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres" });
        await using var command = source.CreateCommand($"DROP DATABASE \"{server.Database}\" WITH (FORCE)");
        await command.ExecuteNonQueryAsync(Token);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    private static async Task<(int Code, string Output)> RunAsync(IConfiguration settings, string input, params string[] words)
    {
        var (code, output, error) = await RunAllAsync(settings, input, words);
        Assert.Equal("", error);
        return (code, output);
    }

    private static async Task<(int Code, string Output, string Error)> RunAllAsync(IConfiguration settings, string input, params string[] words)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        Assert.Null(ExplainArguments.Problem(words));
        var code = await ExplainCommand.RunAsync(ExplainArguments.Read(words), settings, new StringReader(input), output, error, Token);
        return (code, output.ToString(), error.ToString());
    }
}

/// <summary>An endless list of release names with an action after the first few.</summary>
internal sealed class NamesWithABreak(int before, Func<Task> happens) : TextReader
{
    private int count;

    public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        if (count == before)
        {
            await happens();
        }

        return string.Create(CultureInfo.InvariantCulture, $"Some.Film.Number.{++count}.2001.1080p.BluRay");
    }
}
