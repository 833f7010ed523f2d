using System.Text.Json;
using Bitmagnet.Sandbox;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>Runs explain of the built application while parts are away, each replaced by a closed port.</summary>
public sealed class ExplainTests
{
    private const string Name = "The.Matrix.1999.1080p.BluRay.x264-GRP";
    private const string AwayDatabase = "host=127.0.0.1 port=1 user=me password=s3cret dbname=bitmagnet";
    private const string AwayStorage =
        "DefaultEndpointsProtocol=http;AccountName=account;AccountKey=czNjcmV0;BlobEndpoint=http://127.0.0.1:1/account;"
        + "QueueEndpoint=http://127.0.0.1:1/account;TableEndpoint=http://127.0.0.1:1/account;";

    private const string DatabaseLine = "POSTGRES_DSN: PostgreSQL cannot be reached (SocketException); explain goes on without it: stored content is not looked at.";
    private const string StorageLine =
        "AzureWebJobsStorage: the storage cannot be reached (HttpRequestException); explain goes on without it: answers are not kept, and TMDB's limit holds for this run alone.";

    private static readonly string[] Json = ["explain", "--json", "--match"];

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Json_WithPartsAway_AnswersEachNameAndSaysOnStandardErrorWhatItGoesOnWithout(bool isStorageAway, bool isDatabaseAway)
    {
        await using var system = await SystemUnderTest.StartAsync();
        Break(system.Settings, isStorageAway, isDatabaseAway);

        var run = await ApplicationRun.OfAsync(system.Settings, $"{Name}\nHoliday.in.Nowhere.2019.1080p\n", Json);

        Assert.Equal(Expected(isStorageAway, isDatabaseAway), run.ErrorLines);
        Assert.Equal(0, run.ExitCode);
        var answers = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([Name, "Holiday.in.Nowhere.2019.1080p"], answers.Select(answer => answer.GetProperty("name").GetString()));
        Assert.Equal("603", answers[0].GetProperty("match").GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, answers[1].GetProperty("match").ValueKind);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Name_WithPartsAway_IsExplainedAllTheSame(bool isStorageAway, bool isDatabaseAway)
    {
        await using var tmdb = await TmdbSimulator.StartAsync(cancellationToken: Token);
        var settings = new Dictionary<string, string> { ["TMDB_BASE_URL"] = tmdb.BaseUri.AbsoluteUri, ["TMDB_API_KEY"] = tmdb.Key };
        Break(settings, isStorageAway, isDatabaseAway);

        var run = await ApplicationRun.OfAsync(settings, "", "explain", Name);

        Assert.Equal(Expected(isStorageAway, isDatabaseAway), run.ErrorLines);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Match     movie tmdb/603", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_WithAllPartsThere_HasNothingToSayOnStandardError()
    {
        await using var system = await SystemUnderTest.StartAsync();

        var run = await ApplicationRun.OfAsync(system.Settings, Name, Json);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("603", JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("match").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Json_WithoutMatch_AsksForNoPart()
    {
        var settings = new Dictionary<string, string>();
        Break(settings, isStorageAway: true, isDatabaseAway: true);

        var run = await ApplicationRun.OfAsync(settings, Name, "explain", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("The Matrix", JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("POSTGRES_DSN", "host=127.0.0.1 port=99999 password=s3cret")]
    [InlineData("POSTGRES_DSN", "postgres://me:s3cret@127.0.0.1/bitmagnet?no_such_option=1")]
    [InlineData("POSTGRES_PORT", "many")]
    [InlineData("AzureWebJobsStorage", "AccountName=account;AccountKey=s3cret")]
    [InlineData("TMDB_RATE_LIMIT", "fast")]
    public async Task Run_WithASettingThatIsNotAllowed_EndsWithOneLineThatNamesIt(string name, string value)
    {
        var settings = new Dictionary<string, string> { ["TMDB_API_KEY"] = "key", [name] = value };

        var run = await ApplicationRun.OfAsync(settings, "", "explain", Name);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(name, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_ThatLooksLikeAnOption_IsExplained()
    {
        var settings = new Dictionary<string, string> { ["TMDB_ENABLED"] = "false" };

        var run = await ApplicationRun.OfAsync(settings, "", "explain", "-={Group}=- The Matrix (1999)");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Name      -={Group}=- The Matrix (1999)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_InAFolderThatIsGone_EndsWithOneLine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the folder.");
        var start = ApplicationProcess.StartInfo(new Dictionary<string, string>(), []);
        string[] arguments = ["-c", "rmdir \"$PWD\" && exec \"$0\" \"$@\" explain --json", start.FileName, .. start.ArgumentList];
        start.FileName = "sh";
        start.ArgumentList.Clear();
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.WorkingDirectory = Directory.CreateTempSubdirectory("bitmagnet-e2e-").FullName;

        var run = await ApplicationRun.OfAsync(start, Name);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal("The folder in which the application is started is gone; start it in another.", Assert.Single(run.ErrorLines));
    }

    private static void Break(Dictionary<string, string> settings, bool isStorageAway, bool isDatabaseAway)
    {
        if (isStorageAway)
        {
            settings["AzureWebJobsStorage"] = AwayStorage;
        }

        if (isDatabaseAway)
        {
            settings["POSTGRES_DSN"] = AwayDatabase;
        }
    }

    private static IEnumerable<string> Expected(bool isStorageAway, bool isDatabaseAway) =>
        [.. isStorageAway ? (string[])[StorageLine] : [], .. isDatabaseAway ? (string[])[DatabaseLine] : []];
}
