using Azure.Storage.Queues;
using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Sandbox.Simulator;
using static Bitmagnet.Functions.Tests.Fixtures.Requests;

namespace Bitmagnet.Functions.Tests.FeedControl;

public sealed class BackfillEndpointsTests
{
    private const string Matrix = "The.Matrix.1999.1080p.BluRay.x264-GRP";
    private const string Path = "/api/backfill";

    [Fact]
    public async Task StartAsync_AfterTheFeedsOwnWalkHasEnded_WalksWhatWasUnmatchedAgainAndWithRematchAsksAnew()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        harness.Simulator.Fail(new FaultOrder(FaultKind.NoResults, Path: "/3/search"));
        await DrainAsync(harness);
        harness.Simulator.Heal();
        var asked = harness.Simulator.Counts.Total;
        Assert.Equal(0, await DrainAsync(harness));

        Json(await StartAsync(harness, "{}"), 202);
        Assert.Equal(1, await DrainAsync(harness));
        Assert.Equal(asked, harness.Simulator.Counts.Total);
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(matrix));

        Json(await StartAsync(harness, """{"rematch":true}"""), 202);
        Assert.Equal(1, await DrainAsync(harness));
        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
        var status = Json(await harness.Get<BackfillEndpoints>().ShowAsync(Token), 200);
        Assert.Equal(("ended", 1, 1.0), (status.GetProperty("state").GetString(), status.GetProperty("fed").GetInt32(), status.GetProperty("share").GetDouble()));
    }

    [Fact]
    public async Task StartAsync_WithAFilter_FeedsOnlyWhatItLetsPass()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.AddTorrentAsync(Matrix);
        await harness.AddTorrentAsync("Game.of.Thrones.S01E02.720p", "tv_show");
        await DrainAsync(harness);

        Json(await StartAsync(harness, """{"since":"2020-01-01","until":"2100-01-01T00:00:00Z","contentTypes":["tv_show"],"text":"s01e02","rematch":true}"""), 202);
        await harness.Feed.RunAsync(Token);

        var job = Assert.Single((await harness.Ledger.ListAsync(null, null, null, 10, Token)).Jobs);
        Assert.True(job.Force);
        Assert.Single(job.InfoHashes);
    }

    [Fact]
    public async Task Walk_CutBetweenTicks_GoesOnWhereItWasInANewProcessAndHealthShowsHowFarItIs()
    {
        await using var harness = await EnrichmentHarness.StartAsync(20, ("ENRICHMENT_WINDOW", "1"), ("ENRICHMENT_BATCH_SIZE", "1"));
        for (var i = 0; i < 3; i++)
        {
            await harness.AddTorrentAsync($"Zzyzx.Qwxvbn.{2011 + i}.1080p.BluRay.x264-GRP");
        }

        await DrainAsync(harness);
        var started = Json(await StartAsync(harness, "{}"), 202);
        var shares = new List<double>();
        var messages = 0;
        while (Json(await harness.Get<BackfillEndpoints>().ShowAsync(Token), 200).GetProperty("state").GetString() == "running")
        {
            await ActivatorUtilities.CreateInstance<EnrichmentFeed>(harness.Services).RunAsync(Token);
            messages += await RunWithoutToppingUpAsync(harness);
            var snapshot = await harness.Get<SnapshotTaker>().TakeAsync(null, Token);
            shares.Add(snapshot!.Feed.Requested!.Share);
        }

        Assert.Equal("running", started.GetProperty("state").GetString());
        Assert.Equal(3, messages);
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
        Assert.InRange(shares[0], 0.000001, 0.999999);
    }

    /// <summary>Runs only the jobs of one tick, as if the instance ended before the queue is topped up.</summary>
    private static async Task<int> RunWithoutToppingUpAsync(EnrichmentHarness harness)
    {
        var queue = harness.Get<QueueServiceClient>().GetQueueClient(StorageNames.EnrichmentQueue);
        var messages = (await queue.ReceiveMessagesAsync(32, cancellationToken: Token)).Value;
        foreach (var message in messages)
        {
            var job = Assert.IsType<MessageReading.Readable>(MessageReader.Read(message.Body.ToMemory())).Job;
            await harness.Runner.RunAsync(job, message.DequeueCount, Token);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Token);
        }

        return messages.Length;
    }

    [Fact]
    public async Task EveryLever_Repeated_AnswersWithWhatItDid()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var backfill = harness.Get<BackfillEndpoints>();
        await harness.AddTorrentAsync(Matrix);

        Assert.Equal("none", Json(await backfill.ShowAsync(Token), 200).GetProperty("state").GetString());
        Assert.False(Json(await backfill.CancelAsync(Token), 200).GetProperty("changed").GetBoolean());
        var request = Post(Path, "{}");
        Json(await backfill.StartAsync(request, Token), 202);
        Assert.Equal(Path, request.HttpContext.Response.Headers.Location);
        Json(await StartAsync(harness, """{"rematch":true}"""), 409);
        Assert.False(Json(await backfill.ShowAsync(Token), 200).GetProperty("rematch").GetBoolean());
        Assert.True(Json(await backfill.CancelAsync(Token), 200).GetProperty("changed").GetBoolean());
        Assert.False(Json(await backfill.CancelAsync(Token), 200).GetProperty("changed").GetBoolean());
        Assert.Equal("cancelled", Json(await backfill.ShowAsync(Token), 200).GetProperty("state").GetString());
        Json(await StartAsync(harness, "{}"), 202);
    }

    [Fact]
    public async Task CancelAsync_WhileAFeedIsUnderWay_IsNotOverwrittenByIt()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var store = harness.Get<FeedStore>();
        await harness.Feed.RunAsync(Token);
        Json(await StartAsync(harness, "{}"), 202);
        var underWay = await store.LoadAsync(Token);

        Json(await harness.Get<BackfillEndpoints>().CancelAsync(Token), 200);

        Assert.Null(await store.TrySaveAsync(underWay with { Walk = underWay.Walk! with { Fed = 1 } }, Token));
    }

    [Fact]
    public async Task Walk_WithTmdbOff_WaitsForIt()
    {
        await using var harness = await EnrichmentHarness.StartAsync(20, ("TMDB_ENABLED", "false"));
        await harness.AddTorrentAsync(Matrix);
        await DrainAsync(harness);

        Json(await StartAsync(harness, "{}"), 202);
        Assert.Equal(0, await DrainAsync(harness));

        Assert.Equal("running", Json(await harness.Get<BackfillEndpoints>().ShowAsync(Token), 200).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("""{"since":"yesterday"}""", "since", "yesterday")]
    [InlineData("""{"since":20260101}""", "since", "20260101")]
    [InlineData("""{"until":"2026-13-01"}""", "until", "2026-13-01")]
    [InlineData("""{"since":"2026-01-02","until":"2026-01-02"}""", "until", "2026-01-02")]
    [InlineData("""{"contentTypes":["movie","music"]}""", "contentTypes[1]", "music")]
    [InlineData("""{"contentTypes":[]}""", "contentTypes", "[]")]
    [InlineData("""{"contentTypes":"movie"}""", "contentTypes", "movie")]
    [InlineData("""{"text":" "}""", "text", " ")]
    [InlineData("""{"text":7}""", "text", "7")]
    [InlineData("""{"rematch":1}""", "rematch", "1")]
    [InlineData("""{"force":true}""", "force", "true")]
    public async Task StartAsync_ABodyThatIsNotAllowed_IsAProblemThatNamesFieldAndValue(string body, string field, string value)
    {
        var problem = Json(await new BackfillEndpoints(null!, null!, null!).StartAsync(Post(Path, body), Token), 400);

        Assert.Equal((field, value), (problem.GetProperty("field").GetString(), problem.GetProperty("value").GetString()));
    }

    private static Task<IActionResult> StartAsync(EnrichmentHarness harness, string body) => harness.Get<BackfillEndpoints>().StartAsync(Post(Path, body), Token);

    /// <summary>Feeds and runs until nothing is left. Returns the number of messages.</summary>
    private static async Task<int> DrainAsync(EnrichmentHarness harness)
    {
        var messages = 0;
        int some;
        do
        {
            await harness.Feed.RunAsync(Token);
            some = await harness.DrainQueueAsync();
            messages += some;
        }
        while (some > 0);
        return messages;
    }
}
