using Bitmagnet.Worker.Tests.Hosting;

namespace Bitmagnet.Worker.Tests;

/// <summary>The worker's process starts and ends as a host expects.</summary>
public sealed class WorkerProcessTests
{
    private const string Closed = "http://127.0.0.1:1/gone";

    /// <summary>Addresses where nothing answers: a worker starts and stops without them.</summary>
    private static readonly Dictionary<string, string> Nowhere = new()
    {
        ["AzureWebJobsStorage"] = $"AccountName=gone;AccountKey={Convert.ToBase64String(new byte[32])};BlobEndpoint={Closed};QueueEndpoint={Closed};TableEndpoint={Closed};",
        ["POSTGRES_DSN"] = "host=127.0.0.1 port=1 user=me dbname=bitmagnet",
        ["TMDB_API_KEY"] = "key",
        ["TMDB_BASE_URL"] = Closed,
    };

    [Theory]
    [InlineData("ENRICHMENT_BATCH_SIZE", "many", "ENRICHMENT_BATCH_SIZE is 'many'; allowed: a whole number, from 1 to 1000.")]
    [InlineData("TMDB_RATE_LIMIT", "-1s", "TMDB_RATE_LIMIT is '-1s'; allowed: a duration such as 25ms, 90s, 1h30m or 01:30:00")]
    [InlineData("POSTGRES_DSN", "host=db port=70000", "POSTGRES_DSN")]
    [InlineData("AzureWebJobsStorage", "a storage account", "AzureWebJobsStorage")]
    public async Task Start_WithASettingThatIsNotAllowed_EndsWithOneLineThatNamesIt(string name, string value, string expected)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["POSTGRES_HOST"] = "localhost",
            ["TMDB_API_KEY"] = "key",
            [name] = value,
        };
        await using var host = await FunctionsHost.StartAsync(settings);

        Assert.Equal(1, await host.Worker.Exited.WaitAsync(FunctionsHost.Patience, Token));
        Assert.StartsWith(expected, Assert.Single(host.Worker.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_WhileItStarts_EndsItInPeace()
    {
        await using var host = await FunctionsHost.StartAsync(Nowhere);
        await host.ConnectedAsync();

        await AssertTerminatesAsync(host);
    }

    [Fact]
    public async Task Terminate_WhileItRuns_EndsItInPeace()
    {
        await using var host = await FunctionsHost.StartAndLoadAsync(Nowhere);
        using var http = new HttpFront(host);
        using var request = new HttpRequestMessage(HttpMethod.Get, "health/live");
        (await http.SendAsync(request)).Answer.Dispose();

        await AssertTerminatesAsync(host);
    }

    private static async Task AssertTerminatesAsync(FunctionsHost host)
    {
        host.Terminate();

        var code = await host.Worker.Exited.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.True(code == 0 && host.Worker.Lines.Length == 0, $"{code}\n{host.Output}");
    }
}
