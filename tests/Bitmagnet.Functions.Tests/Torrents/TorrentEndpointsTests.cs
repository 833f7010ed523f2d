using Bitmagnet.Functions.OnDemand;
using Bitmagnet.Functions.Torrents;
using Bitmagnet.Sandbox.Simulator;
using static Bitmagnet.Functions.Tests.Fixtures.Requests;

namespace Bitmagnet.Functions.Tests.Torrents;

public sealed class TorrentEndpointsTests
{
    [Fact]
    public async Task Story_OfATorrentBeforeAndAfterItIsEnriched_TellsRowsReadingDecisionAndNextStep()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");

        var before = await StoryAsync(harness, matrix);
        await harness.Get<EnrichLever>().RunAsync([matrix], force: false, Token);
        var after = await StoryAsync(harness, matrix);

        Assert.Equal("feed", before.GetProperty("next").GetProperty("who").GetString());
        Assert.Contains("The Matrix", before.GetProperty("next").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, before.GetProperty("content").ValueKind);
        Assert.Equal("The.Matrix.1999.1080p.BluRay.x264-GRP", before.GetProperty("torrent").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, before.GetProperty("torrentContents")[0].GetProperty("content_id").ValueKind);
        Assert.Equal("The Matrix", before.GetProperty("explanation").GetProperty("title").GetString());
        Assert.Equal("603", before.GetProperty("explanation").GetProperty("match").GetProperty("id").GetString());
        Assert.NotEmpty(before.GetProperty("explanation").GetProperty("steps").EnumerateArray());
        Assert.Equal("nobody", after.GetProperty("next").GetProperty("who").GetString());
        Assert.Equal("The Matrix", after.GetProperty("content").GetProperty("title").GetString());
        Assert.Equal("603", after.GetProperty("torrentContents")[0].GetProperty("content_id").GetString());
    }

    [Fact]
    public async Task Story_OfATorrentInADeferredJob_ShowsTheJobAndWhenItRuns()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        harness.Simulator.Fail(new FaultOrder(FaultKind.Maintenance));
        var job = (await harness.Get<EnrichLever>().RunAsync([matrix], force: false, Token)).Job;

        var story = await StoryAsync(harness, matrix);

        Assert.Equal(job, Assert.Single(story.GetProperty("jobs").EnumerateArray()).GetProperty("id").GetString());
        Assert.True(story.GetProperty("allJobsSeen").GetBoolean());
        Assert.Equal("job", story.GetProperty("next").GetProperty("who").GetString());
        Assert.Equal(JsonValueKind.String, story.GetProperty("next").GetProperty("at").ValueKind);
    }

    [Fact]
    public async Task Story_OfATorrentInAFailedJob_ShowsTheJobAndAsksForAPerson()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var now = TimeProvider.System.GetUtcNow();
        var failed = new JobRecord { Id = harness.Ledger.NewId([]), Status = JobStatus.Failed, InfoHashes = [matrix], Reason = JobReasons.Poisoned, CreatedAt = now, UpdatedAt = now };
        await harness.Ledger.SaveAsync([failed], Token);

        var story = await StoryAsync(harness, matrix);

        Assert.Equal(failed.Id, Assert.Single(story.GetProperty("jobs").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("person", story.GetProperty("next").GetProperty("who").GetString());
    }

    [Fact]
    public async Task Story_OfWhatIsNoTorrent_SaysSo()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var unknown = new string('9', 40);

        Assert.Equal(
            $"bitmagnet has no torrent {unknown}.",
            Json(await harness.Get<TorrentEndpoints>().GetAsync(unknown, Token), 404).GetProperty("detail").GetString());
        Assert.Equal("infoHash", Json(await harness.Get<TorrentEndpoints>().GetAsync("enrich", Token), 400).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Unmatched_OverSeveralPages_IsEachTorrentWithoutContentOnceNewestFirstWithItsReason()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var names = Enumerable.Range(1, 7).Select(number => $"Zzyzx.Qwxvbn.{2000 + number}.1080p").ToArray();
        foreach (var (name, day) in names.Select((name, index) => (name, index)))
        {
            await AgeAsync(harness, await harness.AddTorrentAsync(name), days: 20 - day);
        }

        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await harness.Get<EnrichLever>().RunAsync([matrix], force: false, Token);
        await harness.AddTorrentAsync("Some Band - Some Album (1999) [FLAC]", "music");
        await harness.AddTorrentAsync("Qwxvbn S01E02", "tv_show");

        var seen = new List<JsonElement>();
        string? continuation = null;
        do
        {
            var page = await ListAsync(harness, ("type", "movie"), ("limit", "3"), ("continuation", continuation));
            seen.AddRange(page.GetProperty("torrents").EnumerateArray());
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        Assert.Equal(names.Reverse(), seen.Select(torrent => torrent.GetProperty("name").GetString()));
        Assert.All(seen, torrent => Assert.NotEqual("", torrent.GetProperty("reason").GetString()));
        Assert.All(seen, torrent => Assert.NotEmpty(torrent.GetProperty("steps").EnumerateArray()));
    }

    [Theory]
    [InlineData("qwxvbn 2003", "Zzyzx.Qwxvbn.2003.1080p")]
    [InlineData("QWXVBN.2004", "Zzyzx Qwxvbn (2004) 1080p")]
    [InlineData("100%", "")]
    public async Task Unmatched_ByText_FindsWordsWhateverStandsBetweenThem(string text, string expected)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.AddTorrentAsync("Zzyzx.Qwxvbn.2003.1080p");
        await harness.AddTorrentAsync("Zzyzx Qwxvbn (2004) 1080p");

        var page = await ListAsync(harness, ("text", text));

        Assert.Equal(expected, string.Join('|', page.GetProperty("torrents").EnumerateArray().Select(torrent => torrent.GetProperty("name").GetString())));
    }

    [Theory]
    [InlineData("outcome", "attached")]
    [InlineData("outcome", null)]
    [InlineData("type", "music")]
    [InlineData("limit", "0")]
    [InlineData("limit", "101")]
    [InlineData("continuation", "x")]
    [InlineData("kind", "movie")]
    public async Task Unmatched_OfWhatIsNotAllowed_NamesTheParameter(string name, string? value)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var query = name == "outcome" ? Query((name, value)) : Query(("outcome", "unmatched"), (name, value));

        Assert.Equal(name, Json(await harness.Get<TorrentEndpoints>().ListAsync(query, Token), 400).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Search_OverTmdb_AnswersItsTitlesSpendsTheBudgetOnceAndSaysWhenTmdbIsAway()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var endpoints = harness.Get<TorrentEndpoints>();

        var first = Json(await endpoints.SearchAsync(Query(("type", "movie"), ("query", "The Matrix"), ("year", "1999")), Token), 200);
        var asked = harness.Simulator.Counts.Total;
        Json(await endpoints.SearchAsync(Query(("type", "movie"), ("query", "The Matrix"), ("year", "1999")), Token), 200);

        Assert.Contains(first.GetProperty("titles").EnumerateArray(), title => title.GetProperty("tmdbId").GetInt32() == 603 && title.GetProperty("year").GetInt32() == 1999);
        Assert.True(asked > 0);
        Assert.Equal(asked, harness.Simulator.Counts.Total);
        harness.Simulator.Fail(new FaultOrder(FaultKind.Maintenance));
        Json(await endpoints.SearchAsync(Query(("type", "movie"), ("query", "Another title")), Token), 503);
        Json(await endpoints.SearchAsync(Query(("type", "music"), ("query", "x")), Token), 400);
        Json(await endpoints.SearchAsync(Query(("type", "movie"), ("query", " ")), Token), 400);
        Json(await endpoints.SearchAsync(Query(("type", "movie"), ("query", "x"), ("year", "19")), Token), 400);
    }

    private static async Task<JsonElement> StoryAsync(EnrichmentHarness harness, InfoHash torrent) =>
        Json(await harness.Get<TorrentEndpoints>().GetAsync(torrent.Hex, Token), 200);

    private static async Task<JsonElement> ListAsync(EnrichmentHarness harness, params (string Name, string? Value)[] parameters) =>
        Json(await harness.Get<TorrentEndpoints>().ListAsync(Query([("outcome", "unmatched"), .. parameters]), Token), 200);

    private static async Task AgeAsync(EnrichmentHarness harness, InfoHash torrent, int days)
    {
        await using var command = harness.Database.CreateCommand("UPDATE torrent_contents SET updated_at = now() - make_interval(days => $2) WHERE info_hash = $1");
        command.Parameters.AddWithValue(torrent.ToBytes());
        command.Parameters.AddWithValue(days);
        await command.ExecuteNonQueryAsync(Token);
    }
}
