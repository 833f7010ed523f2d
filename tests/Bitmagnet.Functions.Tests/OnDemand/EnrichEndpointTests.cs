using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.OnDemand;
using Bitmagnet.Sandbox.Simulator;
using static Bitmagnet.Functions.Tests.Fixtures.Requests;

namespace Bitmagnet.Functions.Tests.OnDemand;

public sealed class EnrichEndpointTests
{
    private const string Matrix = "The.Matrix.1999.1080p.BluRay.x264-GRP";

    [Fact]
    public async Task AnswerAsync_ABodyWithAByteOrderMark_IsReadAsWithoutIt()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var request = Requests.Post("/api/torrents/enrich", "\uFEFF{\"infoHashes\":[\"0123456789abcdef0123456789abcdef01234567\"]}");

        var answer = Requests.Json(await harness.Get<EnrichEndpoint>().AnswerAsync(request, Token), 200);

        Assert.Equal("missing", answer.GetProperty("torrents")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task AnswerAsync_TorrentsOfEveryKind_SaysWhatWasFoundForEachInOrder()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        var unknown = await harness.AddTorrentAsync("Zzyzx.Qwxvbn.2011.1080p.BluRay.x264-GRP");
        var music = await harness.AddTorrentAsync("Some Band - Some Album (1999) [FLAC]", "music");
        var missing = InfoHash.Parse(new string('9', 40));

        var first = Json(await AskAsync(harness, [missing, unknown, matrix, music]), 200);
        var second = Json(await AskAsync(harness, [missing, unknown, matrix, music]), 200);

        Assert.Equal(["missing", "unmatched", "attached", "unmatched"], Outcomes(first));
        Assert.Equal(["missing", "unmatched", "alreadyAttached", "unmatched"], Outcomes(second));
        foreach (var answer in new[] { first, second })
        {
            Assert.Null(answer.GetProperty("job").GetString());
            Assert.Equal(
                """{"type":"movie","source":"tmdb","id":"603","title":"The Matrix","releaseYear":1999}""",
                answer.GetProperty("torrents")[2].GetProperty("content").GetRawText());
            Assert.All([0, 1, 3], index => Assert.NotEqual("", answer.GetProperty("torrents")[index].GetProperty("reason").GetString()));
        }

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
        Assert.Equal(0, (await harness.Ledger.CountAsync(Token)).Pending);
    }

    [Fact]
    public async Task AnswerAsync_OnATorrentThatBitmagnetHasInWork_AnswersAJobThatCanBeFollowedUntilItIsProcessed()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        await harness.PutInWorkAsync(matrix);
        var request = Post("/api/torrents/enrich", Body([matrix], force: false));

        var answer = Json(await harness.Get<EnrichEndpoint>().AnswerAsync(request, Token), 202);

        var job = answer.GetProperty("job").GetString()!;
        Assert.Equal($"/api/jobs/{job}", request.HttpContext.Response.Headers.Location);
        Assert.Equal(["deferred"], Outcomes(answer));
        var jobs = harness.Get<JobEndpoints>();
        Assert.Equal("retry", Json(await jobs.GetAsync(job, Token), 200).GetProperty("status").GetString());

        await using (var done = harness.Database.CreateCommand("UPDATE queue_jobs SET status = 'processed'"))
        {
            await done.ExecuteNonQueryAsync(Token);
        }

        Json(await jobs.ReplayAsync(job, Token), 200);
        Assert.Equal(1, await harness.DrainQueueAsync());
        Assert.Equal("processed", Json(await jobs.GetAsync(job, Token), 200).GetProperty("status").GetString());
        Assert.Equal(["alreadyAttached"], Outcomes(Json(await AskAsync(harness, [matrix]), 200)));
    }

    [Fact]
    public async Task AnswerAsync_OfACallerThatHasGone_SendsTheRestAsAJob()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        using var gone = new CancellationTokenSource();
        harness.Simulator.Fail(new FaultOrder(FaultKind.Slow, DelayMilliseconds: 60_000));

        var asked = harness.Get<EnrichEndpoint>().AnswerAsync(Post("/api/torrents/enrich", Body([matrix], force: false)), gone.Token);
        await Eventually.TrueAsync(() => harness.Simulator.Counts.Total > 0, "TMDB is asked");
        await gone.CancelAsync();
        Assert.Equal(["deferred"], Outcomes(Json(await asked, 202)));
        harness.Simulator.Heal();

        Assert.Equal(1, await harness.DrainQueueAsync());
        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
    }

    [Fact]
    public async Task AnswerAsync_TheSameTorrentsTwiceAtOnce_AreOneJob()
    {
        // The clock stands still, so the first is not cancelled before the second is answered.
        await using var harness = await EnrichmentHarness.StartAsync(new FakeTimeProvider(TimeProvider.System.GetUtcNow()), 20);
        var matrix = await harness.AddTorrentAsync(Matrix);
        harness.Simulator.Fail(new FaultOrder(FaultKind.Slow, Times: 1, DelayMilliseconds: 60_000));

        var first = AskAsync(harness, [matrix]);
        await Eventually.TrueAsync(() => harness.Simulator.Counts.Total > 0, "TMDB is asked");
        var second = Json(await AskAsync(harness, [matrix]), 202);
        harness.Simulator.Heal();

        Assert.Equal(["attached"], Outcomes(Json(await first, 200)));
        Assert.Equal(JobStatus.Processed, (await harness.Ledger.GetAsync(second.GetProperty("job").GetString()!, Token))!.Status);
        Assert.Equal(0, await harness.DrainQueueAsync());
    }

    [Fact]
    public async Task AnswerAsync_WhereAWrongClockLeftTheSameJobUnderWay_RunsIt()
    {
        await using var harness = await EnrichmentHarness.StartAsync(TimeProvider.System, 20);
        var matrix = await harness.AddTorrentAsync(Matrix);
        var id = JobLedger.IdOfBody(Encoding.UTF8.GetBytes($$"""{"asked":["{{matrix.Hex}}"],"force":false}"""));
        await harness.Ledger.SaveAsync([JobRecord.New(id, [matrix], TimeProvider.System.GetUtcNow().AddDays(1))], Token);

        Assert.Equal(["attached"], Outcomes(Json(await AskAsync(harness, [matrix]), 200)));
    }

    [Fact]
    public async Task AnswerAsync_OfATitleThatTmdbDidNotKnow_IsAnsweredFromTheCacheUnlessForced()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        harness.Simulator.Fail(new FaultOrder(FaultKind.NoResults, Path: "/3/search"));
        Assert.Equal(["unmatched"], Outcomes(Json(await AskAsync(harness, [matrix]), 200)));
        harness.Simulator.Heal();
        var asked = harness.Simulator.Counts.Total;

        Assert.Equal(["unmatched"], Outcomes(Json(await AskAsync(harness, [matrix]), 200)));
        Assert.Equal(asked, harness.Simulator.Counts.Total);
        Assert.Equal(["attached"], Outcomes(Json(await AskAsync(harness, [matrix], force: true), 200)));
        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
    }

    [Fact]
    public async Task AnswerAsync_ForcedOnATorrentWithWrongContent_PutsTheRightOneInItsPlaceAndKeepsTheRight()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        var inception = await harness.AddTorrentAsync("Inception.2010.2160p.WEB-DL.DDP5.1-NTb");
        Json(await AskAsync(harness, [matrix, inception]), 200);
        var right = await harness.RowsAsync(inception);
        await using (var command = harness.Database.CreateCommand(
            "UPDATE torrent_contents SET content_id = (SELECT id FROM content WHERE id <> '603') WHERE content_id = '603'"))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        Assert.Equal(["alreadyAttached", "alreadyAttached"], Outcomes(Json(await AskAsync(harness, [matrix, inception]), 200)));
        Assert.Equal(["attached", "alreadyAttached"], Outcomes(Json(await AskAsync(harness, [matrix, inception], force: true), 200)));
        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
        Assert.Equal(right, await harness.RowsAsync(inception));
    }

    [Fact]
    public async Task AnswerAsync_ForcedWhereTmdbFindsNothing_TakesNothingAway()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        Json(await AskAsync(harness, [matrix]), 200);
        harness.Simulator.Fail(new FaultOrder(FaultKind.NoResults, Path: "/3/search"));

        Assert.Equal(["alreadyAttached"], Outcomes(Json(await AskAsync(harness, [matrix], force: true), 200)));

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
    }

    [Fact]
    public async Task AnswerAsync_ForcedWhileBitmagnetHasTheTorrentInWork_LeavesItAlone()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        Json(await AskAsync(harness, [matrix]), 200);
        await harness.PutInWorkAsync(matrix);

        Assert.Equal(["deferred"], Outcomes(Json(await AskAsync(harness, [matrix], force: true), 202)));
    }

    [Theory]
    [InlineData("""{"infoHashes":["zz"]}""", "infoHashes[0]", "zz")]
    [InlineData("""{"infoHashes":[7]}""", "infoHashes[0]", "7")]
    [InlineData("""{"infoHashes":[]}""", "infoHashes", "[]")]
    [InlineData("""{"infoHashes":"aa"}""", "infoHashes", "aa")]
    [InlineData("""{"infoHashes":null}""", "infoHashes", null)]
    [InlineData("""{}""", "infoHashes", null)]
    [InlineData("""{"infoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"force":"yes"}""", "force", "yes")]
    [InlineData("""{"infoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"forced":true}""", "forced", "true")]
    [InlineData("""[1]""", "body", "[1]")]
    [InlineData("""{"infoHashes":""", "body", null)]
    [InlineData("""{"force":true,"force":false}""", "body", null)]
    [InlineData("""{"infoHashes":["\ud800"]}""", "infoHashes[0]", "\"\\ud800\"")]
    [InlineData("""{"\ud800":1}""", "body", null)]
    [InlineData("", "body", null)]
    public async Task AnswerAsync_ABodyThatIsNotAllowed_IsAProblemThatNamesFieldAndValue(string body, string field, string? value)
    {
        var problem = Json(await new EnrichEndpoint(null!).AnswerAsync(Post("/api/torrents/enrich", body), Token), 400);

        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.Equal(value, problem.TryGetProperty("value", out var given) ? given.GetString() : null);
        Assert.Contains("allowed: ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData(null, 415)]
    [InlineData("application/json; charset=utf-8", 413)]
    public async Task AnswerAsync_ABodyOfAnotherTypeOrTooLarge_IsRefusedUnread(string? contentType, int status)
    {
        var request = Post("/api/torrents/enrich", new string(' ', EnrichEndpoint.MaxBytes + 1), contentType);

        Json(await new EnrichEndpoint(null!).AnswerAsync(request, Token), status);
    }

    private static Task<IActionResult> AskAsync(EnrichmentHarness harness, InfoHash[] infoHashes, bool force = false) =>
        harness.Get<EnrichEndpoint>().AnswerAsync(Post("/api/torrents/enrich", Body(infoHashes, force)), Token);

    private static string Body(InfoHash[] infoHashes, bool force) => JsonSerializer.Serialize(new { infoHashes = infoHashes.Select(hash => hash.Hex), force });

    private static string[] Outcomes(JsonElement answer) => [.. answer.GetProperty("torrents").EnumerateArray().Select(torrent => torrent.GetProperty("outcome").GetString()!)];
}
