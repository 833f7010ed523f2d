using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Tests.Health;

namespace Bitmagnet.Functions.Tests.Dashboard;

public sealed class DashboardEndpointsTests
{
    // Stands still: no deadline passes because the machine is busy.
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Page_ForAnyone_IsHtmlUnderItsPolicy()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var request = new DefaultHttpContext().Request;

        var answer = Assert.IsType<FileContentResult>(harness.Get<DashboardEndpoints>().Page(request));

        Assert.Equal("text/html; charset=utf-8", answer.ContentType);
        Assert.Equal(harness.Get<DashboardPage>().Html, Encoding.UTF8.GetString(answer.FileContents));
        Assert.Equal(harness.Get<DashboardPage>().Policy, request.HttpContext.Response.Headers.ContentSecurityPolicy);
        Assert.Equal("no-referrer", request.HttpContext.Response.Headers["Referrer-Policy"]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("identity", "")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("deflate", "")]
    public async Task Page_ForACallerThatAcceptsAnEncoding_IsTheSameDocumentInItUnderAnETagOfItsOwn(string accepted, string expected)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var request = new DefaultHttpContext { Request = { Headers = { AcceptEncoding = accepted } } }.Request;

        var answer = Assert.IsType<FileContentResult>(harness.Get<DashboardEndpoints>().Page(request));

        Assert.Equal(expected, request.HttpContext.Response.Headers.ContentEncoding.ToString());
        Assert.Equal("Accept-Encoding", request.HttpContext.Response.Headers.Vary);
        using var body = new MemoryStream(answer.FileContents);
        using Stream plain = expected switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        Assert.Equal(harness.Get<DashboardPage>().Html, await reader.ReadToEndAsync(Token));
        Assert.EndsWith(expected.Length == 0 ? "\"" : $"-{expected}\"", answer.EntityTag!.ToString(), StringComparison.Ordinal);
        Assert.False(answer.EntityTag.IsWeak);
    }

    [Theory]
    [InlineData("/api", "", "api/dashboard")]
    [InlineData("/api/", "", "dashboard")]
    [InlineData("/some/where/api", "?code=a%20key", "api/dashboard?code=a%20key")]
    [InlineData("/", "?code=x", "dashboard?code=x")]
    public void Lead_FromTheAddressWithoutAPath_IsRelativeAndTakesTheKeyAlong(string path, string query, string location)
    {
        var request = new DefaultHttpContext { Request = { Path = path, QueryString = new QueryString(query) } }.Request;

        var answer = Assert.IsType<StatusCodeResult>(DashboardEndpoints.Lead(request));

        Assert.Equal(302, answer.StatusCode);
        Assert.Equal(location, request.HttpContext.Response.Headers.Location);
    }

    [Fact]
    public async Task DataAndHistory_ForWhoHadTheKey_AreKeptByNoCacheOnTheWay()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var (data, history) = (new DefaultHttpContext().Request, new DefaultHttpContext().Request);
        history.QueryString = new QueryString("?range=1h");

        await harness.Get<DashboardEndpoints>().DataAsync(data, Token);
        await harness.Get<DashboardEndpoints>().HistoryAsync(history, Token);

        Assert.Equal("no-store", data.HttpContext.Response.Headers.CacheControl);
        Assert.Equal("no-store", history.HttpContext.Response.Headers.CacheControl);
    }

    [Fact]
    public async Task DataAsync_WithFailedJobs_ShowsTheReportAndTheLastFailuresNewestFirst()
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20);
        await harness.Get<SnapshotRecorder>().RunAsync(Token);

        // Ids in the opposite order of the failures.
        var noon = Snapshots.Noon;
        await harness.Ledger.SaveAsync([.. Enumerable.Range(0, 25).Select(i => Job($"job-{25 - i:d2}", JobStatus.Failed, noon.AddMinutes(i)))], Token);
        await harness.Ledger.SaveAsync([Job("deferred", JobStatus.Retry, noon.AddDays(1))], Token);

        var data = await DataAsync(harness);

        Assert.Equal("healthy", data.GetProperty("report").GetProperty("status").GetString());
        Assert.Equal(20, data.GetProperty("report").GetProperty("snapshot").GetProperty("database").GetProperty("schema").GetInt32());
        Assert.Equal(
            Enumerable.Range(1, 20).Select(i => $"job-{i:d2}"),
            data.GetProperty("failures").EnumerateArray().Select(job => job.GetProperty("id").GetString()));
        Assert.Equal(0, data.GetProperty("sweeps").GetArrayLength());
        Assert.Equal(1, data.GetProperty("live").GetProperty("retry").GetInt32());
        Assert.Equal(About.ThisBuild.Version, data.GetProperty("about").GetProperty("version").GetString());
    }

    [Fact]
    public async Task DataAsync_AStorageThatNeverAnswers_SaysSoWithinThreeSeconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/a";
        var key = Convert.ToBase64String("marked-secret-marked-secret-mark"u8);
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20, ("AzureWebJobsStorage",
            $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey={key};TableEndpoint={address};QueueEndpoint={address};BlobEndpoint={address}"));

        var asked = DataAsync(harness);
        Assert.False(asked.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(3));
        var data = await asked.WaitAsync(TimeSpan.FromMinutes(1), Token);

        Assert.Equal("unhealthy", data.GetProperty("report").GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("failures").ValueKind);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("live").ValueKind);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("sweeps").ValueKind);
        Assert.DoesNotContain(key, data.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1h", 1)]
    [InlineData("24h", 15)]
    public async Task HistoryAsync_OfARange_IsWhatWasRecordedInIt(string range, int minutes)
    {
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20);
        var store = harness.Get<SnapshotStore>();
        var now = clock.GetUtcNow();
        var step = TimeSpan.FromMinutes(minutes);
        var expected = (int)(History.Ranges[range] / step);
        for (var i = expected + 8; i > 0; i--)
        {
            await store.TryAddAsync(Snapshots.Quiet(now - (i * step)) with { Ledger = new LedgerFigures { Pending = i } }, Token);
        }

        var answer = Json(await harness.Get<DashboardEndpoints>().HistoryAsync(Request($"?range={range}"), Token), 200);

        var points = answer.GetProperty("points").EnumerateArray().ToArray();
        Assert.InRange(points.Length, expected - 1, expected + 1);
        Assert.Equal(Enumerable.Range(1, points.Length).Reverse(), points.Select(point => point.GetProperty("ledgerPending").GetInt32()));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(360, 360)]
    [InlineData(361, 181)]
    [InlineData(672, 336)]
    [InlineData(2880, 360)]
    public void Thin_SomePoints_KeepsAFewHundredEvenlyAndTheNewest(int count, int kept)
    {
        var points = Enumerable.Range(0, count).Select(i => HealthPoint.Of(Snapshots.Quiet(Snapshots.Noon.AddMinutes(i)))).ToArray();

        var thin = History.Thin(points);

        Assert.Equal(kept, thin.Count);
        Assert.Equal(points.TakeLast(1), thin.TakeLast(1));
        Assert.True(thin.Zip(thin.Skip(1), (a, b) => b.At - a.At).Distinct().Count() <= 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?range=")]
    [InlineData("?range=1y")]
    [InlineData("?range=1h&range=24h")]
    public async Task HistoryAsync_OfAnotherRange_IsAProblemThatNamesIt(string query)
    {
        await using var harness = await EnrichmentHarness.StartAsync();

        var problem = Json(await harness.Get<DashboardEndpoints>().HistoryAsync(Request(query), Token), 400);

        Assert.Equal("range", problem.GetProperty("field").GetString());
        Assert.Contains("1h, 24h, 7d, 30d", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> DataAsync(EnrichmentHarness harness) =>
        Json(await harness.Get<DashboardEndpoints>().DataAsync(Request(""), Token), 200);

    private static HttpRequest Request(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;

    private static JsonElement Json(IActionResult result, int status)
    {
        var answer = Assert.IsType<ContentResult>(result);
        Assert.Equal(status, answer.StatusCode);
        return JsonDocument.Parse(answer.Content!).RootElement;
    }

    private static JobRecord Job(string id, JobStatus status, DateTimeOffset at) => new()
    {
        Id = id,
        Status = status,
        InfoHashes = [InfoHash.Parse(new string('a', 40))],
        CreatedAt = at,
        UpdatedAt = at,
        Reason = JobReasons.Poisoned,
    };
}
