using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>Stored content is attached while TMDB is off or away.</summary>
public sealed class TmdbOffTests
{
    private const string Series = "Breaking.Bad.S01E02.720p.BluRay.x264-GRP";
    private const string Film = "Dune.1984.1080p.BluRay.x264-GRP";

    [Theory]
    [InlineData("TMDB_ENABLED", "false", "tmdb_disabled")]
    [InlineData("TMDB_API_KEY", "", "tmdb_unconfigured")]
    public async Task RunAsync_WithoutTmdb_AttachesTheOneStoredTitleThatAgreesAndPutsTheRestBack(string setting, string value, string reason)
    {
        await using var harness = await StartAsync((setting, value));
        var series = await harness.AddTorrentAsync(Series, "tv_show");
        var seriesOfAYear = await harness.AddTorrentAsync("Breaking.Bad.2008.S01E03.720p.BluRay.x264-GRP", "tv_show");
        var film = await harness.AddTorrentAsync(Film);
        var filmWithoutYear = await harness.AddTorrentAsync("Amelie.1080p.BluRay.x264-GRP");
        var ambiguousFilm = await harness.AddTorrentAsync("Dune.1080p.BluRay.x264-GRP");
        var ambiguousSeries = await harness.AddTorrentAsync("Ghosts.S01E01.1080p.WEB.h264-GRP", "tv_show");
        var filmOfAnotherYear = await harness.AddTorrentAsync("Amelie.2015.1080p.BluRay.x264-GRP");
        var anotherTitle = await harness.AddTorrentAsync("Breaking.Dad.S01E01.1080p.WEB.h264-GRP", "tv_show");

        await harness.Runner.RunAsync(
            Job([series, seriesOfAYear, film, filmWithoutYear, ambiguousFilm, ambiguousSeries, filmOfAnotherYear, anotherTitle]), 1, Token);

        Assert.Equal(["tv_show:tmdb:1396"], await harness.RowsAsync(series));
        Assert.Equal(["tv_show:tmdb:1396"], await harness.RowsAsync(seriesOfAYear));
        Assert.Equal(["movie:tmdb:841"], await harness.RowsAsync(film));
        Assert.Equal(["movie:tmdb:194"], await harness.RowsAsync(filmWithoutYear));
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(ambiguousFilm));
        Assert.Equal(["tv_show:?:?"], await harness.RowsAsync(ambiguousSeries));
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(filmOfAnotherYear));
        Assert.Equal(["tv_show:?:?"], await harness.RowsAsync(anotherTitle));
        var job = Assert.Single((await harness.Ledger.ListAsync(null, null, null, 10, Token)).Jobs);
        Assert.Equal((JobStatus.Retry, reason, 0), (job.Status, job.Reason, job.Attempts));
        Assert.Equivalent(new[] { ambiguousFilm, ambiguousSeries, filmOfAnotherYear, anotherTitle }, job.InfoHashes, strict: true);
        Assert.Equal(0, harness.Simulator.Counts.Total);
    }

    [Fact]
    public async Task Feed_QueuedWithTmdbOnAndDrainedWithItOff_WalksAgainOnceItIsOn()
    {
        await using var on = await EnrichmentHarness.StartAsync();
        var film = await on.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await on.Feed.RunAsync(Token);
        var storage = on.Get<IConfiguration>()["AzureWebJobsStorage"]!;
        await using (var off = await EnrichmentHarness.StartAsync(20, ("AzureWebJobsStorage", storage), ("POSTGRES_DSN", on.ConnectionString), ("TMDB_ENABLED", "false")))
        {
            Assert.Equal(1, await off.DrainQueueAsync());
            await off.Feed.RunAsync(Token);
        }

        await on.Feed.RunAsync(Token);
        await on.DrainQueueAsync();

        Assert.Equal(["movie:tmdb:603"], await on.RowsAsync(film));
    }

    [Fact]
    public async Task RunAsync_AnewWithTmdbOff_AttachesTheOneStoredTitleThatAgrees()
    {
        await using var harness = await StartAsync(("TMDB_ENABLED", "false"));
        var series = await harness.AddTorrentAsync(Series, "tv_show");

        await harness.Runner.RunAsync(Job([series], force: true), 1, Token);

        Assert.Equal(["tv_show:tmdb:1396"], await harness.RowsAsync(series));
        Assert.Equal(0, harness.Simulator.Counts.Total);
    }

    [Fact]
    public async Task RunAsync_WithTmdbAway_AttachesOnlyWhereTheYearIsEqualAndAsksForTheRestLater()
    {
        await using var harness = await StartAsync(("TMDB_RETRIES", "0"));
        var series = await harness.AddTorrentAsync(Series, "tv_show");
        var film = await harness.AddTorrentAsync(Film);
        harness.Simulator.Fail(new FaultOrder(FaultKind.Maintenance));

        await harness.Runner.RunAsync(Job([series, film]), 1, Token);

        Assert.Equal(["tv_show:?:?"], await harness.RowsAsync(series));
        Assert.Equal(["movie:tmdb:841"], await harness.RowsAsync(film));
        var job = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Retry, null, null, 10, Token)).Jobs);
        Assert.Equal([series], job.InfoHashes);
    }

    private static async Task<EnrichmentHarness> StartAsync((string Name, string Value) setting)
    {
        var harness = await EnrichmentHarness.StartAsync(IndexSchema.Newest, setting);
        await using var command = harness.Database.CreateCommand(
            """
            INSERT INTO content (type, source, id, title, original_title, release_year, tsv, created_at, updated_at) VALUES
              ('tv_show', 'tmdb', '1396', 'Breaking Bad', 'Breaking Bad', 2008, $$'breaking':1A 'bad':2A '2008':3B$$, now(), now()),
              ('movie', 'tmdb', '438631', 'Dune', 'Dune', 2021, $$'dune':1A '2021':2B$$, now(), now()),
              ('movie', 'tmdb', '841', 'Dune', 'Dune', 1984, $$'dune':1A '1984':2B$$, now(), now()),
              ('movie', 'tmdb', '194', 'Amélie', 'Le Fabuleux Destin d''Amélie Poulain', 2001, $$'amelie':1A '2001':2B$$, now(), now()),
              ('tv_show', 'tmdb', '92783', 'Ghosts', 'Ghosts', 2019, $$'ghosts':1A '2019':2B$$, now(), now()),
              ('tv_show', 'tmdb', '126280', 'Ghosts', 'Ghosts', 2021, $$'ghosts':1A '2021':2B$$, now(), now())
            """);
        await command.ExecuteNonQueryAsync(Token);
        return harness;
    }

    private static byte[] Job(InfoHash[] hashes, bool force = false)
    {
        var list = string.Join(',', hashes.Select(hash => $"\"{hash.Hex}\""));
        return Encoding.UTF8.GetBytes(force ? $$"""{"id":"job","infoHashes":[{{list}}],"force":true}""" : $$"""{"InfoHashes":[{{list}}]}""");
    }
}
