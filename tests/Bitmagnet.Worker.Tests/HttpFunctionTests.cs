using System.Net;
using System.Text;
using System.Text.Json;
using Bitmagnet.Worker.Tests.Fixtures;

namespace Bitmagnet.Worker.Tests;

/// <summary>What of a request and an answer passes between the host and the worker's own address.</summary>
[Collection(nameof(RunningWorker))]
public sealed class HttpFunctionTests(RunningWorker worker)
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "jobs?limit=201", null, 400, "limit")]
    [InlineData("GET", "jobs/no%20id", null, 404, null)]
    [InlineData("POST", "torrents/enrich", """{"infoHashes":["zz"]}""", 400, "infoHashes[0]")]
    [InlineData("POST", "torrents/enrich", "large", 413, "body")]
    [InlineData("POST", "sweep?dryRun=perhaps", null, 400, "dryRun")]
    public async Task Request_ThatIsRefused_IsAnsweredWithAProblemAndIsNoFailureForTheHost(string method, string path, string? body, int status, string? field)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body == "large" ? new string(' ', 65 * 1024) : body, Encoding.UTF8, "application/json");

        var (answer, _, result) = await worker.Http.SendAsync(request);
        using var _ = answer;

        Results.Succeeded(result, worker.Host);
        Assert.Equal(((HttpStatusCode)status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(None)).RootElement;
        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
    }

    [Fact]
    public async Task EnrichNow_ATorrentThatIsNamed_IsAttachedAndAnswered()
    {
        var hash = await worker.System.AddTorrentAsync("Interstellar.2014.1080p.BluRay.x264-GRP");
        using var request = new HttpRequestMessage(HttpMethod.Post, "torrents/enrich");
        request.Content = new StringContent($$"""{"infoHashes":["{{hash}}"]}""", Encoding.UTF8, "application/json");

        var (answer, _, result) = await worker.Http.SendAsync(request);
        using var _ = answer;

        Results.Succeeded(result, worker.Host);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"157336\"", await answer.Content.ReadAsStringAsync(None), StringComparison.Ordinal);
        Assert.Equal("157336", await worker.System.ContentAsync(hash));
    }
}
