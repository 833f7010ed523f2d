namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>Evidence besides the title: ids in a torrent's name, and its files' names.</summary>
public sealed class NamedIdTests
{
    [Theory]
    [InlineData("The Matrix {tmdb-603}", "movie", "movie:tmdb:603")]
    [InlineData("The Matrix (1999) [imdbid-tt0133093] 1080p", "movie", "movie:tmdb:603")]
    [InlineData("Breaking Bad {tvdb-81189} S01 1080p", "tv_show", "tv_show:tmdb:1396")]
    [InlineData("tt0133093 1080p", "movie", "movie:tmdb:603")]
    public async Task RunAsync_AnIdThatTheTitleBearsOut_IsTaken(string name, string type, string expected)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var torrent = await harness.AddTorrentAsync(name, type);

        await RunAsync(harness, torrent);

        Assert.Equal([expected], await harness.RowsAsync(torrent));
    }

    [Fact]
    public async Task RunAsync_AnIdOfAnotherTitle_DoesNotWinOverAClearOne()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var torrent = await harness.AddTorrentAsync("Inception.2010.1080p.{tmdb-603}");

        await RunAsync(harness, torrent);

        Assert.Equal(["movie:tmdb:27205"], await harness.RowsAsync(torrent));
    }

    [Fact]
    public async Task RunAsync_AnIdUnderATitleThatNobodyKnows_IsTakenWhereTheYearAllowsIt()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var translated = await harness.AddTorrentAsync("Kuzqvor i Plimst (1999) [tmdbid-603]");
        var contradicted = await harness.AddTorrentAsync("Kuzqvor i Plimst (1971) [tmdbid-603]");

        await RunAsync(harness, translated);
        await RunAsync(harness, contradicted);

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(translated));
        Assert.DoesNotContain("movie:tmdb:603", await harness.RowsAsync(contradicted));
    }

    [Fact]
    public async Task RunAsync_ANameThatIsAHash_IsReadByItsLargestFile()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var torrent = await harness.AddTorrentAsync("8c1f0e7ad4b3c2910f8e7d6c5b4a39281706f5e4");
        await using (var files = harness.Database.CreateCommand(
            """
            INSERT INTO torrent_files (info_hash, index, path, size, created_at, updated_at) VALUES
              ($1, 0, 'Sample/sample.mkv', 20000000, now(), now()),
              ($1, 1, 'Inception.2010.1080p.BluRay.x264-GRP.mkv', 900000000, now(), now()),
              ($1, 2, 'Inception.2010.nfo', 1000, now(), now())
            """))
        {
            files.Parameters.AddWithValue(torrent.ToBytes());
            await files.ExecuteNonQueryAsync(Token);
        }

        await RunAsync(harness, torrent);

        Assert.Equal(["movie:tmdb:27205"], await harness.RowsAsync(torrent));
    }

    private static Task RunAsync(EnrichmentHarness harness, InfoHash torrent) =>
        harness.Runner.RunAsync(Encoding.UTF8.GetBytes($$"""{"InfoHashes":["{{torrent.Hex}}"]}"""), 1, Token);
}
