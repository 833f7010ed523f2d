using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>Calls every HTTP function while the storage account or the database is away: each reports that soon.</summary>
public sealed class OutageTests
{
    private const string Hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    /// <summary>
    /// Far above an answer's usual time, since 22 requests run at once beside other tests, and far below the minutes of the SDK's own
    /// retries: the test fails if a deadline is missing, not if the machine is slow.
    /// </summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private const string MatrixName = "The.Matrix.1999.1080p.BluRay.x264-GRP";

    private static readonly string Matrix = SystemUnderTest.HashOf(MatrixName);

    private static readonly Dictionary<string, (string Path, string? Body)> Requests = new()
    {
        ["GET /jobs"] = ("jobs", null),
        ["GET /jobs/{id}"] = ("jobs/none", null),
        ["DELETE /jobs/{id}"] = ("jobs/none", null),
        ["GET /jobs/{id}/torrents"] = ("jobs/none/torrents", null),
        ["DELETE /jobs"] = ("jobs?status=failed", null),
        ["POST /jobs/{id}/replay"] = ("jobs/none/replay", null),
        ["POST /jobs/replay"] = ("jobs/replay?reason=poisoned", null),
        ["POST /enrichment/pause"] = ("enrichment/pause", null),
        ["POST /enrichment/resume"] = ("enrichment/resume", null),
        ["POST /torrents/enrich"] = ("torrents/enrich", $$"""{"infoHashes":["{{Hash}}"]}"""),
        ["GET /backfill"] = ("backfill", null),
        ["POST /backfill"] = ("backfill", "{}"),
        ["DELETE /backfill"] = ("backfill", null),
        ["GET /sweep"] = ("sweep", null),
        ["POST /sweep"] = ("sweep?dryRun=true", null),
        ["GET /torrents"] = ("torrents?outcome=unmatched", null),
        ["GET /torrents/{infoHash}"] = ($"torrents/{Matrix}", null),
        ["PUT /torrents/{infoHash}/match"] = ($"torrents/{Matrix}/match", """{"type":"movie","tmdbId":603}"""),
        ["DELETE /torrents/{infoHash}/match"] = ($"torrents/{Matrix}/match", null),
        ["POST /torrents/{infoHash}/match/undo"] = ($"torrents/{Matrix}/match/undo", null),
        ["GET /tmdb/search"] = ("tmdb/search?type=movie&query=Matrix", null),
        ["POST /explain"] = ("explain", """{"names":["The.Matrix.1999.1080p.BluRay.x264-GRP"],"match":true}"""),
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_WhileTheStorageIsAwayOrSilent_IsAnsweredWith503AndWhatToDoWithinSeconds(bool isSilent)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var account = $"http://127.0.0.1:{(isSilent ? ((IPEndPoint)silent.LocalEndpoint).Port : 1)}/gone";
        await using var system = await SystemUnderTest.StartAsync();
        await system.AddTorrentAsync(MatrixName);
        system.Settings["AzureWebJobsStorage"] =
            $"AccountName=gone;AccountKey={Convert.ToBase64String(new byte[32])};BlobEndpoint={account};QueueEndpoint={account};TableEndpoint={account};";
        using var application = ApplicationProcess.Start(system.Settings);
        using var client = new HttpClient { BaseAddress = new Uri(await application.AddressAsync(), "/api/") };

        var operations = await OperationsAsync(client);
        Assert.Equal(Requests.Keys.Order(), operations.Order());
        await Task.WhenAll(operations.Select(operation =>
            AssertAwayAsync(client, operation, Requests[operation].Path, Requests[operation].Body, "AzureWebJobsStorage")));

        foreach (var path in (string[])["health/live", "metrics", "dashboard", "dashboard/data", "dashboard/history?range=1h"])
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_WhileTheDatabaseIsAwayOrSilent_IsAnsweredWith503AndWhatToDoWithinSeconds(bool isSilent)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var system = await SystemUnderTest.StartAsync();
        system.Settings["POSTGRES_DSN"] = new NpgsqlConnectionStringBuilder(system.Settings["POSTGRES_DSN"])
        {
            Host = "127.0.0.1",
            Port = isSilent ? ((IPEndPoint)silent.LocalEndpoint).Port : 1,
        }.ConnectionString;
        using var application = ApplicationProcess.Start(system.Settings);
        using var client = new HttpClient { BaseAddress = new Uri(await application.AddressAsync(), "/api/") };

        await AssertAwayAsync(client, "POST /sweep", "sweep", null, "POSTGRES_DSN");
    }

    private static async Task<IReadOnlyList<string>> OperationsAsync(HttpClient client)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri("openapi.json", UriKind.Relative), Token));
        return
        [
            .. from path in document.RootElement.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               where method.Name != "parameters" && method.Value.GetProperty("responses").TryGetProperty("503", out var away) && away.TryGetProperty("$ref", out _)
               select $"{method.Name.ToUpperInvariant()} {path.Name}",
        ];
    }

    private static async Task AssertAwayAsync(HttpClient client, string operation, string path, string? body, string setting)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Split(' ')[0]), path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var watch = Stopwatch.StartNew();
        using var answer = await client.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{operation}: {(int)answer.StatusCode} {text}");
        Assert.True(watch.Elapsed < Bound, $"{operation} took {watch.Elapsed}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(10), answer.Headers.RetryAfter!.Delta);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(503, problem.GetProperty("status").GetInt32());
        Assert.Contains(setting, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
