using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.OnDemand;
using Bitmagnet.Functions.Torrents;
using Bitmagnet.Sandbox.Simulator;
using Microsoft.Extensions.Logging.Abstractions;
using static Bitmagnet.Functions.Tests.Fixtures.Requests;

namespace Bitmagnet.Functions.Tests.Torrents;

/// <summary>
/// People's corrections of a match, on the real database and storage: what is written, what stays, and what an undo restores.
/// </summary>
public sealed class MatchTests
{
    private const string Matrix = "The.Matrix.1999.1080p.BluRay.x264-GRP";
    private const string Unknown = "Zzyzx.Qwxvbn.2011.1080p.BluRay.x264-GRP";

    [Fact]
    public async Task Attach_ToATorrentThatNothingMatches_WritesContentAndHintAndBitmagnetAndForceKeepToIt()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var unknown = await harness.AddTorrentAsync(Unknown);
        Assert.Equal(["unmatched"], await EnrichAsync(harness, unknown, force: false));

        var first = await AttachAsync(harness, unknown, "movie", 603);
        var second = await AttachAsync(harness, unknown, "movie", 603);

        Assert.Equal(
            """{"type":"movie","source":"tmdb","id":"603","title":"The Matrix","releaseYear":1999}""", first.GetProperty("content").GetRawText());
        Assert.Equal((true, false), (first.GetProperty("changed").GetBoolean(), second.GetProperty("changed").GetBoolean()));
        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(unknown));
        Assert.Equal("movie:tmdb:603", await HintAsync(harness, unknown));
        Assert.Equal(["alreadyAttached"], await EnrichAsync(harness, unknown, force: true));
        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(unknown));
    }

    [Fact]
    public async Task Attach_InPlaceOfAWrongTitle_ThenUndo_GoesBackToWhatWasThere()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        var inception = await harness.AddTorrentAsync("Inception.2010.2160p.WEB-DL.DDP5.1-NTb");
        await EnrichAsync(harness, inception, force: false);
        await EnrichAsync(harness, matrix, force: false);
        var wrong = int.Parse((await harness.RowsAsync(inception))[0].Split(':')[2], System.Globalization.CultureInfo.InvariantCulture);

        await AttachAsync(harness, matrix, "movie", wrong);
        Assert.Equal([$"movie:tmdb:{wrong}"], await harness.RowsAsync(matrix));
        Assert.Equal(["alreadyAttached"], await EnrichAsync(harness, matrix, force: true));
        Assert.Equal([$"movie:tmdb:{wrong}"], await harness.RowsAsync(matrix));
        var undone = Json(await harness.Get<MatchEndpoints>().UndoAsync(matrix.Hex, Token), 200);
        var again = Json(await harness.Get<MatchEndpoints>().UndoAsync(matrix.Hex, Token), 200);

        Assert.Equal((true, false), (undone.GetProperty("changed").GetBoolean(), again.GetProperty("changed").GetBoolean()));
        Assert.Equal("The Matrix", undone.GetProperty("content").GetProperty("title").GetString());
        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
        Assert.Equal("", await HintAsync(harness, matrix));
        Assert.Null(await harness.Get<CorrectionStore>().GetAsync(matrix, Token));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("tmdb", "603")]
    [InlineData("imdb", "tt0133093")]
    public async Task Remove_OfAMatchByNameOrByHint_IsKeptFromWalkAndForceUntilUndone(string? source, string? id)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        if (source is not null)
        {
            await harness.AddHintAsync(matrix, "movie", source, id!);
        }

        Assert.Equal(["attached"], await EnrichAsync(harness, matrix, force: false));

        var removed = Json(await harness.Get<MatchEndpoints>().RemoveAsync(matrix.Hex, Token), 200);
        var again = Json(await harness.Get<MatchEndpoints>().RemoveAsync(matrix.Hex, Token), 200);

        Assert.Equal(JsonValueKind.Null, removed.GetProperty("content").ValueKind);
        Assert.Equal("""[{"type":"movie","source":"tmdb","id":"603"}]""", removed.GetProperty("rejected").GetRawText());
        Assert.Equal((true, false), (removed.GetProperty("changed").GetBoolean(), again.GetProperty("changed").GetBoolean()));
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(matrix));
        Assert.Equal(source is null ? "" : "movie:?:?", await HintAsync(harness, matrix));
        Assert.Equal(("[]", true, false), await RowAsync(harness, matrix));
        foreach (var force in new[] { false, true })
        {
            Assert.Equal(["unmatched"], await EnrichAsync(harness, matrix, force));
            Assert.Equal(["movie:?:?"], await harness.RowsAsync(matrix));
        }

        Json(await harness.Get<MatchEndpoints>().UndoAsync(matrix.Hex, Token), 200);
        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
        Assert.Equal(source is null ? "" : $"movie:{source}:{id}", await HintAsync(harness, matrix));
        Assert.Null(await harness.Get<CorrectionStore>().GetAsync(matrix, Token));
    }

    [Fact]
    public async Task Remove_OfAPersonsOwnChoice_BringsBackTheHintThatWasThere_AndAttachForgetsTheRejection()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var unknown = await harness.AddTorrentAsync(Unknown);
        await harness.AddHintAsync(unknown, "movie", "imdb", "tt9999999");
        await AttachAsync(harness, unknown, "movie", 603);

        Json(await harness.Get<MatchEndpoints>().RemoveAsync(unknown.Hex, Token), 200);
        Assert.Equal("movie:imdb:tt9999999", await HintAsync(harness, unknown));

        var attached = await AttachAsync(harness, unknown, "movie", 603);
        Assert.Equal("[]", attached.GetProperty("rejected").GetRawText());
        Assert.Equal("movie:tmdb:603", await HintAsync(harness, unknown));
    }

    [Fact]
    public async Task Attach_WhereBitmagnetHasTheTorrentInWork_IsRefusedAndRemembersNothing()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        await harness.PutInWorkAsync(matrix);

        var problem = Json(await PutAsync(harness, matrix, """{"type":"movie","tmdbId":603}"""), 409);

        Assert.Contains("in work", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(matrix));
        Assert.Null(await harness.Get<CorrectionStore>().GetAsync(matrix, Token));
    }

    [Fact]
    public async Task Attach_WithALoginThatMayNotWriteHints_SaysWhichGrantItNeedsAndChangesNothing()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        var login = "nohints_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(harness, $"""
            CREATE ROLE {login} LOGIN PASSWORD 'x';
            GRANT ALL ON ALL TABLES IN SCHEMA public TO {login};
            REVOKE ALL ON torrent_hints FROM {login};
            GRANT SELECT ON torrent_hints TO {login}
            """);
        await using var narrow = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(harness.ConnectionString) { Username = login, Password = "x" });
        var writer = new ContentWriter(narrow, new IndexSchemaSource(narrow), TimeProvider.System, new Random(1), NullLogger<ContentWriter>.Instance);
        var lever = new MatchLever(
            harness.Get<TorrentReader>(), harness.Get<LocalContent>(), harness.Get<TmdbCatalogue>(), writer, harness.Get<CorrectionStore>(), TimeProvider.System, NullLogger<MatchLever>.Instance);

        var problem = Json(await new MatchEndpoints(lever).AttachAsync(Post("/", """{"type":"movie","tmdbId":603}"""), matrix.Hex, Token), 409);

        Assert.Contains("GRANT SELECT, INSERT, UPDATE, DELETE ON torrent_hints", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(matrix));
        Assert.Null(await harness.Get<CorrectionStore>().GetAsync(matrix, Token));
    }

    [Fact]
    public async Task Attach_WhileTmdbIsAway_IsRefusedUnlessBitmagnetHasTheTitle()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);
        var unknown = await harness.AddTorrentAsync(Unknown);
        await EnrichAsync(harness, matrix, force: false);
        harness.Simulator.Fail(new FaultOrder(FaultKind.Maintenance));

        Json(await PutAsync(harness, unknown, """{"type":"movie","tmdbId":27205}"""), 503);
        await AttachAsync(harness, unknown, "movie", 603);

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(unknown));
    }

    [Theory]
    [InlineData("""{"tmdbId":603}""", "type")]
    [InlineData("""{"type":"music","tmdbId":603}""", "type")]
    [InlineData("""{"type":7,"tmdbId":603}""", "type")]
    [InlineData("""{"type":"movie"}""", "tmdbId")]
    [InlineData("""{"type":"movie","tmdbId":0}""", "tmdbId")]
    [InlineData("""{"type":"movie","tmdbId":"603"}""", "tmdbId")]
    [InlineData("""{"type":"movie","tmdbId":6.5}""", "tmdbId")]
    [InlineData("""{"type":"movie","tmdbId":2147483000}""", "tmdbId")] // TMDB has no such movie
    [InlineData("""{"type":"movie","tmdbId":603,"force":true}""", "force")]
    public async Task Attach_OfWhatIsNotAllowed_NamesTheField(string body, string field)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync(Matrix);

        Assert.Equal(field, Json(await PutAsync(harness, matrix, body), 400).GetProperty("field").GetString());
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(matrix));
    }

    [Fact]
    public async Task EveryCorrection_OfATorrentThatBitmagnetDoesNotHave_NamesIt()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var unknown = InfoHash.Parse(new string('9', 40));
        var matches = harness.Get<MatchEndpoints>();

        IActionResult[] answers =
        [
            await PutAsync(harness, unknown, """{"type":"movie","tmdbId":603}"""), await matches.RemoveAsync(unknown.Hex, Token), await matches.UndoAsync(unknown.Hex, Token),
        ];

        Assert.All(answers, answer => Assert.Equal($"bitmagnet has no torrent {unknown}.", Json(answer, 404).GetProperty("detail").GetString()));
    }

    private static async Task<JsonElement> AttachAsync(EnrichmentHarness harness, InfoHash torrent, string type, int id) =>
        Json(await PutAsync(harness, torrent, JsonSerializer.Serialize(new { type, tmdbId = id })), 200);

    private static Task<IActionResult> PutAsync(EnrichmentHarness harness, InfoHash torrent, string body) =>
        harness.Get<MatchEndpoints>().AttachAsync(Post($"/api/torrents/{torrent}/match", body), torrent.Hex, Token);

    private static async Task<string[]> EnrichAsync(EnrichmentHarness harness, InfoHash torrent, bool force)
    {
        var answer = await harness.Get<EnrichLever>().RunAsync([torrent], force, Token);
        return [.. answer.Torrents.Select(item => JsonNamingPolicy.CamelCase.ConvertName(item.Outcome.ToString()))];
    }

    private static async Task<string> HintAsync(EnrichmentHarness harness, InfoHash torrent)
    {
        await using var command = harness.Database.CreateCommand(
            "SELECT concat_ws(':', content_type, coalesce(content_source, '?'), coalesce(content_id, '?')) FROM torrent_hints WHERE info_hash = $1");
        command.Parameters.AddWithValue(torrent.ToBytes());
        return (string?)await command.ExecuteScalarAsync(Token) ?? "";
    }

    /// <summary>The row's languages, and whether it is found by its name and by a genre of its earlier title.</summary>
    private static async Task<(string? Languages, bool ByName, bool ByGenre)> RowAsync(EnrichmentHarness harness, InfoHash torrent)
    {
        await using var command = harness.Database.CreateCommand(
            "SELECT languages::text, tsv @@ 'matrix & 1999 & bluray'::tsquery, tsv @@ 'action'::tsquery FROM torrent_contents WHERE info_hash = $1");
        command.Parameters.AddWithValue(torrent.ToBytes());
        await using var reader = await command.ExecuteReaderAsync(Token);
        await reader.ReadAsync(Token);
        return (reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }

    private static async Task ExecuteAsync(EnrichmentHarness harness, string sql)
    {
        await using var command = harness.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
