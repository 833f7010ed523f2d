using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Tests.Index;

namespace Bitmagnet.Functions.Tests.Resolving;

/// <summary>Titles that bitmagnet has stored already.</summary>
public sealed class StoredTitleTests : IAsyncLifetime
{
    private ResolverTmdb tmdb = null!;

    public async ValueTask InitializeAsync() => tmdb = await ResolverTmdb.StartAsync();

    public ValueTask DisposeAsync() => tmdb.DisposeAsync();

    [Fact]
    public async Task ResolveAsync_TmdbDown_DefersWhatNeedsItAndResolvesTheRest()
    {
        await using var database = await StoredAsync();
        tmdb.IsDown = true;

        var resolutions = await new TitleResolver(new LocalContent(database.Source), tmdb.Catalogue).ResolveAsync(
            [Request("Amelie.2001.1080p.BluRay.x264-GRP"), Request("The.Matrix.1999.1080p.BluRay.x264-GRP")], Token);

        Assert.True(Assert.IsType<Resolution.Matched>(resolutions[0]).IsStored);
        var deferred = Assert.IsType<Resolution.Deferred>(resolutions[1]);
        Assert.Equal(TmdbStatus.Outage, deferred.State.Status);
        Assert.Equal(
            ["bitmagnet's content of type movie \"the matrix\": 0 candidates", "bitmagnet's content of type tv_show \"the matrix\": 0 candidates"],
            deferred.Trace.Where(step => step.StartsWith("bitmagnet", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ResolveAsync_StoredTitleAndYear_IsDecidedByTmdbAndNeedsNoDetails()
    {
        await using var database = await StoredAsync();
        tmdb.Add(false, 194, "Amélie", 2001);
        tmdb.Add(true, 1399, "Game of Thrones", 2011);

        var resolutions = await new TitleResolver(new LocalContent(database.Source), tmdb.Catalogue).ResolveAsync(
            [Request("Amélie.2001.1080p.BluRay.x264-GRP"), Request("Game.of.Thrones.2011.S03E04.720p.HDTV.x264-GRP")], Token);

        Assert.All(resolutions, resolution => Assert.True(Assert.IsType<Resolution.Matched>(resolution).IsStored));
        Assert.Equal(["/3/search/movie", "/3/search/tv"], tmdb.Requests.Order());
    }

    [Theory]
    [InlineData("Game.of.Thrones.2023.S01E01.1080p.WEB.h264-GRP", 2023, "9")]
    [InlineData("Game.of.Thrones.2012.S01E01.1080p.WEB.h264-GRP", 2012, "9")]
    [InlineData("Game.of.Thrones.S01E01.1080p.WEB.h264-GRP", 2023, null)]
    public async Task ResolveAsync_StoredNamesakeOfASeriesWhoseYearIsNotTheNames_DoesNotStandInForTheOthersOfTmdb(string name, int year, string? expected)
    {
        await using var database = await StoredAsync();
        tmdb.Add(true, 1399, "Game of Thrones", 2011);
        tmdb.Add(true, 9, "Game of Thrones", year);

        var resolution = Assert.Single(await new TitleResolver(new LocalContent(database.Source), tmdb.Catalogue).ResolveAsync([Request(name)], Token));

        Assert.Equal(expected, (resolution as Resolution.Matched)?.Content.Ref.Id);
    }

    [Fact]
    public async Task ResolveAsync_StoredTitleWithAnotherArticle_DoesNotStandInForTheEqualOneOfTmdb()
    {
        await using var database = await StoredAsync();
        await database.ExecuteAsync("UPDATE content SET title = 'The Host', original_title = '', tsv = $$'the':1A 'host':2A$$ WHERE id = '194'");
        tmdb.Add(false, 194, "The Host", 2001);
        tmdb.Add(false, 9, "Host", 2001);

        var resolution = Assert.Single(await new TitleResolver(new LocalContent(database.Source), tmdb.Catalogue).ResolveAsync(
            [Request("Host.2001.1080p.WEB.h264-GRP")], Token));

        Assert.Equal("9", Id(resolution));
    }

    [Fact]
    public async Task ResolveAsync_StoredButFoundByTmdb_NeedsNoDetails()
    {
        await using var database = await StoredAsync();
        tmdb.Add(false, 194, "Amélie", 2001);

        var resolution = Assert.Single(await new TitleResolver(new LocalContent(database.Source), tmdb.Catalogue).ResolveAsync(
            [new ResolveRequest("Amélie.1080p.BluRay.x264-GRP", ContentType.Movie, Strict: false)], Token));

        Assert.True(Assert.IsType<Resolution.Matched>(resolution).IsStored);
        Assert.Equal(["/3/search/movie"], tmdb.Requests);
    }

    private static async Task<IndexDatabase> StoredAsync()
    {
        var database = await IndexDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            INSERT INTO content (type, source, id, title, original_title, release_date, release_year, adult, popularity, vote_average, vote_count, created_at, updated_at, tsv)
            VALUES ('movie', 'tmdb', '194', 'Amélie', 'Amélie', '2001-04-25', 2001, false, 8, 8, 1, now(), now(), $$'amelie':1A$$),
                   ('tv_show', 'tmdb', '1399', 'Game of Thrones', 'Game of Thrones', '2011-04-17', 2011, NULL, 9, 8, 1, now(), now(), $$'game':1A 'of':2A 'thrones':3A$$)
            """);
        return database;
    }

    private static ResolveRequest Request(string name) => new(name, null, Strict: false);

    private static string Id(Resolution resolution) => Assert.IsType<Resolution.Matched>(resolution).Content.Ref.Id;
}
