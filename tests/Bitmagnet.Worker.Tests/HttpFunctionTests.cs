using System.Net;
using System.Text;
using System.Text.Json;
using Bitmagnet.Worker.Tests.Fixtures;

namespace Bitmagnet.Worker.Tests;

/// <summary>How requests and answers pass between the host and the worker's own address.</summary>
[Collection(nameof(RunningWorker))]
public sealed class HttpFunctionTests(RunningWorker worker)
{
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
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
    }

    [Theory]
    [InlineData("dashboard", 200, "text/html")]
    [InlineData("health", 200, "application/json")]
    [InlineData("metrics", 200, "text/plain")]
    [InlineData("jobs", 200, "application/json")]
    [InlineData("jobs/none", 404, "application/problem+json")]
    [InlineData("", 302, null)]
    public async Task Head_WhereGetIsAnswered_IsTheSameWithoutTheBody(string path, int status, string? type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        var (answer, _, result) = await worker.Http.SendAsync(request);
        using var _ = answer;

        Results.Succeeded(result, worker.Host);
        Assert.Equal((status, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Dashboard_OverTheWorkersAddress_IsCompressedOnceAndNotSentAgainToWhoHasIt()
    {
        using var first = new HttpRequestMessage(HttpMethod.Get, "dashboard") { Headers = { AcceptEncoding = { new("br") } } };
        var (page, _, _) = await worker.Http.SendAsync(first);
        using var _ = page;
        using var second = new HttpRequestMessage(HttpMethod.Get, "dashboard") { Headers = { AcceptEncoding = { new("br") }, IfNoneMatch = { page.Headers.ETag! } } };

        var (answer, _, result) = await worker.Http.SendAsync(second);
        using var __ = answer;

        Results.Succeeded(result, worker.Host);
        Assert.Equal(["br"], page.Content.Headers.ContentEncoding);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Token));
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
        Assert.Contains("\"157336\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal("157336", await worker.System.ContentAsync(hash));
    }
}
