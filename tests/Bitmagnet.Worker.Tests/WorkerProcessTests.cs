using Bitmagnet.Worker.Tests.Hosting;

namespace Bitmagnet.Worker.Tests;

/// <summary>The worker's process begins and ends as a host expects it to.</summary>
public sealed class WorkerProcessTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

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

        Assert.Equal(1, await host.Worker.Exited.WaitAsync(FunctionsHost.Patience, None));
        Assert.StartsWith(expected, Assert.Single(host.Worker.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Terminate_WhileItStartsOrLater_EndsItSoonAndInPeace(bool isLater)
    {
        // Nothing answers there: a worker needs neither to start nor to stop.
        const string Nowhere = "http://127.0.0.1:1/gone";
        await using var host = await FunctionsHost.StartAndLoadAsync(new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = $"AccountName=gone;AccountKey={Convert.ToBase64String(new byte[32])};BlobEndpoint={Nowhere};QueueEndpoint={Nowhere};TableEndpoint={Nowhere};",
            ["POSTGRES_DSN"] = "host=127.0.0.1 port=1 user=me dbname=bitmagnet",
            ["TMDB_API_KEY"] = "key",
            ["TMDB_BASE_URL"] = Nowhere,
        });
        if (isLater)
        {
            using var http = new HttpFront(host);
            using var request = new HttpRequestMessage(HttpMethod.Get, "health/live");
            (await http.SendAsync(request)).Answer.Dispose();
        }

        host.Terminate();

        var code = await host.Worker.Exited.WaitAsync(TimeSpan.FromSeconds(20), None);
        Assert.True(code == 0 && host.Worker.Lines.Length == 0, $"{code}\n{host.Output}");
    }
}
