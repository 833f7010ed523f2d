namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>Torrents whose hint has an external id, which comes before any name (bitmagnet contract §3 step 4).</summary>
public sealed class HintTests
{
    [Theory]
    [InlineData("movie", "imdb", "tt0133093", "movie:tmdb:603")]
    [InlineData("movie", "tmdb", "603", "movie:tmdb:603")]
    [InlineData("tv_show", "imdb", "tt0903747", "tv_show:tmdb:1396")]
    [InlineData("tv_show", "tvdb", "81189", "tv_show:tmdb:1396")]
    public async Task RunAsync_AHintWithAnId_BeatsTheName(string type, string source, string id, string expected)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var torrent = await AddAsync(harness, "Inception.2010.1080p.BluRay.x264-GRP", type, source, id);

        await RunAsync(harness, torrent);

        Assert.Equal([expected], await harness.RowsAsync(torrent));
    }

    [Theory]
    [InlineData("imdb", "tt9999999")] // TMDB does not know it.
    [InlineData("tmdb", "no-number")]
    [InlineData("rarbg", "42")] // A source that TMDB does not know.
    public async Task RunAsync_AHintThatLeadsNowhere_GoesOnByName(string source, string id)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var torrent = await AddAsync(harness, "Inception.2010.1080p.BluRay.x264-GRP", "movie", source, id);

        await RunAsync(harness, torrent);

        Assert.Equal(["movie:tmdb:27205"], await harness.RowsAsync(torrent));
    }

    [Fact]
    public async Task RunAsync_AHintThatBitmagnetsOwnContentAnswers_AsksNobody()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var first = await AddAsync(harness, "one", "movie", "imdb", "tt0133093");
        await RunAsync(harness, first);
        var requests = harness.Simulator.Counts.Total;
        var second = await AddAsync(harness, "two", "movie", "imdb", "tt0133093");

        await RunAsync(harness, second);

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(second));
        Assert.Equal(requests, harness.Simulator.Counts.Total);
    }

    [Theory]
    [InlineData(null, """["en"]""")] // Found before the name is read: the name's French is lost (bitmagnet contract §6).
    [InlineData("""["fr"]""", """["fr"]""")]
    public async Task RunAsync_LanguagesOfAHintedTorrent_AreThoseBitmagnetWouldWrite(string? hinted, string expected)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var torrent = await AddAsync(harness, "The.Matrix.1999.FRENCH.1080p.BluRay.x264-GRP", "movie", "imdb", "tt0133093", hinted);

        await RunAsync(harness, torrent);

        Assert.Equal(expected, await ScalarAsync(harness, "SELECT languages::text FROM torrent_contents"));
    }

    private static async Task<InfoHash> AddAsync(
        EnrichmentHarness harness, string name, string type, string source, string id, string? languages = null)
    {
        var torrent = await harness.AddTorrentAsync(name, type);
        await using var command = harness.Database.CreateCommand("""UPDATE torrent_contents SET languages = '["fr"]' WHERE info_hash = $1""");
        command.Parameters.AddWithValue(torrent.ToBytes());
        await command.ExecuteNonQueryAsync(Token);
        await harness.AddHintAsync(torrent, type, source, id, languages);
        return torrent;
    }

    private static Task RunAsync(EnrichmentHarness harness, InfoHash torrent) =>
        harness.Runner.RunAsync(Encoding.UTF8.GetBytes($$"""{"InfoHashes":["{{torrent.Hex}}"]}"""), 1, Token);

    private static async Task<string?> ScalarAsync(EnrichmentHarness harness, string sql)
    {
        await using var command = harness.Database.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(Token);
    }
}
