using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Tests.Index;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Tests.Resolving;

public sealed class TitleResolverTests : IAsyncLifetime
{
    private ResolverTmdb tmdb = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => tmdb = await ResolverTmdb.StartAsync();

    public ValueTask DisposeAsync() => tmdb.DisposeAsync();

    [Fact]
    public async Task ResolveAsync_SpellingsOfOneTitle_AreOneSearchAndOneDetails()
    {
        tmdb.Add(false, 603, "The Matrix", 1999);

        var resolutions = await ResolveAsync("The.Matrix.1999.1080p.BluRay.x264-GRP", "The Matrix (1999) [720p]", "the.matrix.1999.DVDRip.XviD-ABC");

        Assert.All(resolutions, resolution => Assert.Equal("603", Id(resolution)));
        Assert.Equal(["/3/search/movie", "/3/movie/603"], tmdb.Requests);
    }

    [Fact]
    public async Task ResolveAsync_TwoYearsOfOneTitle_AreOneSearch()
    {
        tmdb.Add(false, 1, "Psycho", 1960);
        tmdb.Add(false, 2, "Psycho", 1998);
        var resolver = new TitleResolver(null, tmdb.Catalogue);

        var first = await resolver.ResolveAsync([Request("Psycho.1960.1080p.BluRay.x264-GRP")], Token);
        var second = await resolver.ResolveAsync([Request("Psycho.1998.1080p.BluRay.x264-GRP")], Token);

        Assert.Equal(["1", "2"], [Id(first[0]), Id(second[0])]);
        Assert.Equal(["/3/search/movie", "/3/movie/1", "/3/movie/2"], tmdb.Requests);
    }

    [Fact]
    public async Task ResolveAsync_AbsentFilm_IsOneRequestOfEachKindItMayBe()
    {
        var request = Request("Holiday.in.Nowhere.2019.1080p.WEB-DL.x264-GRP");
        var resolver = new TitleResolver(null, tmdb.Catalogue);

        var ofOneFile = Assert.Single(await resolver.ResolveAsync([request with { VideoFiles = 1 }], Token));
        Assert.Equal("nothing found", Assert.IsType<Resolution.Unmatched>(ofOneFile).Reason);
        Assert.Equal(["/3/search/movie"], tmdb.Requests);

        Assert.IsType<Resolution.Unmatched>(Assert.Single(await resolver.ResolveAsync([request], Token)));
        Assert.Equal(["/3/search/movie", "/3/search/tv"], tmdb.Requests);
    }

    [Theory]
    [InlineData("Rocky.2.1979.1080p.BluRay.x264-GRP", "Rocky II", 1979)]
    [InlineData("Rocky.2.1080p.BluRay.x264-GRP", "Rocky II", 1979)]
    [InlineData("Dune.Part.2.2024.1080p.BluRay.x264-GRP", "Dune: Part Two", 2024)]
    [InlineData("Friday.the.13th.Part.II.1981.1080p.BluRay.x264-GRP", "Friday the 13th Part 2", 1981)]
    [InlineData("Alien.3.1992.1080p.BluRay.x264-GRP", "Alien³", 1992)]
    public async Task ResolveAsync_SequelWhoseNumberIsSpeltOtherwise_IsFoundByOneMoreSearch(string name, string title, int year)
    {
        tmdb.Add(false, 1, title, year);

        Assert.Equal("1", Id(Assert.Single(await ResolveAsync(name))));
        Assert.Equal(2, tmdb.Requests.Count(request => request.Contains("search", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Rocky.9.1979.1080p.BluRay.x264-GRP")]
    [InlineData("Rocky.9.1080p.BluRay.x264-GRP")]
    public async Task ResolveAsync_SequelThatIsNotThere_IsTwoRequestsAndNoOtherPart(string name)
    {
        tmdb.Add(false, 1, "Rocky II", 1979);
        tmdb.Add(false, 2, "Rocky", 1976);

        Assert.IsType<Resolution.Unmatched>(Assert.Single(await new TitleResolver(null, tmdb.Catalogue).ResolveAsync([Request(name) with { VideoFiles = 1 }], Token)));
        Assert.Equal(2, tmdb.Requests.Count);
    }

    [Theory]
    [InlineData("Ghosts.UK.S04E02.1080p.WEB-DL", "2")]
    [InlineData("Ghosts.US.S03E02.1080p.WEB-DL", "1")]
    [InlineData("Ghosts.AU.S01E02.1080p.WEB-DL", null)]
    [InlineData("Ghosts.UK.2021.S03E01.1080p.WEB-DL", "2")] // the year of a season, and the first of the American one
    [InlineData("Ghosts.UK.2022.S04E01.1080p.WEB-DL", "2")]
    [InlineData("Ghosts.AU.2021.S01E01.1080p.WEB-DL", null)]
    [InlineData("ghosts.uk.2021.s03e01.1080p.web-dl", "2")]
    public async Task ResolveAsync_SeriesWithACountryBehindIt_IsTheOneThatComesFromThere(string name, string? expected)
    {
        tmdb.Add(true, 1, "Ghosts", 2021);
        tmdb.Add(true, 2, "Ghosts", 2019);
        tmdb.Countries[1] = ["US"];
        tmdb.Countries[2] = ["GB"];

        Assert.Equal(expected, (Assert.Single(await ResolveAsync(name)) as Resolution.Matched)?.Content.Ref.Id);
        Assert.Equal(expected is null ? 2 : 3, tmdb.Requests.Count);
    }

    [Theory]
    [InlineData("Among.Us.S01E01.1080p.WEB-DL")]
    [InlineData("Studio.1.S01E01.1080p.WEB-DL")]
    [InlineData("Class.1.2016.S01E01.1080p.WEB-DL")]
    public async Task ResolveAsync_SeriesWhoseLastWordOnlyLooksLikeACountryOrASequel_IsNotTheOneWithoutIt(string name)
    {
        foreach (var title in new[] { "Among", "Studio", "Class" })
        {
            tmdb.Add(true, title.Length, title, 2016);
            tmdb.Countries[title.Length] = ["US"];
        }

        Assert.IsType<Resolution.Unmatched>(Assert.Single(await ResolveAsync(name)));
    }

    [Fact]
    public async Task ResolveAsync_SeriesWithACountryAndAYearBehindItOfUnknownOrigin_IsNoMatch()
    {
        tmdb.Add(true, 1, "Ghosts", 2021);

        Assert.IsType<Resolution.Unmatched>(Assert.Single(await ResolveAsync("Ghosts.UK.2021.S03E01.1080p.WEB-DL")));
    }

    [Fact]
    public async Task ResolveAsync_SeriesWithACountryBehindItAndOneOfUnknownOrigin_IsNoMatch()
    {
        tmdb.Add(true, 1, "Ghosts", 2021);
        tmdb.Add(true, 2, "Ghosts", 2019);
        tmdb.Countries[2] = ["GB"];

        Assert.IsType<Resolution.Unmatched>(Assert.Single(await ResolveAsync("Ghosts.UK.S04E02.1080p.WEB-DL")));
    }

    [Fact]
    public async Task ResolveAsync_ForeignTitle_IsConfirmedByTheDetailsThatAreNeededAnyway()
    {
        tmdb.Add(false, 238, "The Godfather", 1972, "Der Pate");

        var resolution = Assert.Single(await ResolveAsync("Der.Pate.1972.German.1080p.BluRay.x264-GRP"));

        Assert.Equal("238", Id(resolution));
        Assert.Equal(["/3/search/movie", "/3/movie/238"], tmdb.Requests);
    }

    [Fact]
    public async Task ResolveAsync_SeasonsOfASeriesWithNamesakes_AreEachOfTheSeriesThatWasOnAirThenAndOneSearch()
    {
        tmdb.Add(true, 1, "House of Cards", 1990);
        tmdb.Add(true, 2, "House of Cards", 2013);

        var resolutions = await ResolveAsync("House.of.Cards.2016.S04.1080p.NF.WEB-DL", "House.of.Cards.2016.S01.1080p.NF.WEB-DL", "House.of.Cards.1992.S03.DVDRip");

        Assert.Equal(["2", null, "1"], resolutions.Select(resolution => (resolution as Resolution.Matched)?.Content.Ref.Id));
        Assert.Single(tmdb.Requests, request => request.Contains("search", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ResolveAsync_MoreResultsThanAPage_AsksAgainWithTheYear()
    {
        tmdb.Add(false, 1, "Grace", 2004);
        tmdb.Add(false, 2, "Grace", 2009);
        tmdb.Hidden = 1;

        var resolution = Assert.Single(await ResolveAsync("Grace.2009.1080p.BluRay.x264-GRP"));

        Assert.Equal("2", Id(resolution));
        Assert.Equal(["/3/search/movie", "/3/search/movie with year", "/3/movie/2"], tmdb.Requests);
    }

    [Fact]
    public async Task ResolveAsync_Series_IsSearchedAsSeries()
    {
        tmdb.Add(true, 1399, "Game of Thrones", 2011);

        var resolution = Assert.Single(await ResolveAsync("Game.of.Thrones.S01E02.720p.HDTV.x264-GRP"));

        Assert.Equal(ContentType.TvShow, Assert.IsType<Resolution.Matched>(resolution).Content.Ref.Type);
    }

    [Fact]
    public async Task ResolveAsync_TmdbDown_DefersWhatNeedsItAndResolvesTheRest()
    {
        await using var database = await StoredAsync();
        tmdb.IsDown = true;

        var resolutions = await new TitleResolver(new LocalContent(database.Source), tmdb.Catalogue).ResolveAsync(
            [Request("Amelie.2001.1080p.BluRay.x264-GRP"), Request("The.Matrix.1999.1080p.BluRay.x264-GRP")], Token);

        Assert.True(Assert.IsType<Resolution.Matched>(resolutions[0]).IsStored);
        Assert.Equal(TmdbStatus.Outage, Assert.IsType<Resolution.Deferred>(resolutions[1]).State.Status);
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

    [Theory]
    [InlineData("Ocean's 11 (2001) 1080p", ContentType.TvShow, false, 2001, ContentType.Movie)]
    [InlineData("Ocean's 11 (2003) 1080p", ContentType.TvShow, false, 2001, null)]
    [InlineData("Ocean's 11 1x02 720p", ContentType.Movie, true, 2001, ContentType.TvShow)]
    [InlineData("Ocean's.11.2001.2160p.UHD.BluRay.x265-GRP", ContentType.Movie, true, 2001, ContentType.TvShow)]
    [InlineData("Ocean's.11.2002.2160p.UHD.BluRay.x265-GRP", ContentType.Movie, true, 2001, null)]
    public async Task ResolveAsync_TitleOfTheOtherKind_IsTakenByTheStricterRule(string name, ContentType type, bool isSeries, int year, ContentType? expected)
    {
        tmdb.Add(isSeries, 161, "Ocean's 11", year);

        var resolution = Assert.Single(await new TitleResolver(null, tmdb.Catalogue).ResolveAsync([new ResolveRequest(name, type, Strict: false)], Token));

        Assert.Equal(expected, (resolution as Resolution.Matched)?.Content.Ref.Type);
    }

    [Fact]
    public async Task ResolveAsync_BothKindsHaveTheTitle_GoesByTheTypeWhereItsYearIsEqual()
    {
        tmdb.Add(true, 1, "Fargo", 2014);
        tmdb.Add(false, 2, "Fargo", 1996);
        var resolver = new TitleResolver(null, tmdb.Catalogue);

        var ofType = Assert.Single(await resolver.ResolveAsync([new ResolveRequest("Fargo (2014) 1080p", ContentType.TvShow, Strict: false)], Token));
        Assert.Equal("1", Id(ofType));
        Assert.DoesNotContain("/3/search/movie", tmdb.Requests);

        var ofReading = Assert.Single(await resolver.ResolveAsync([new ResolveRequest("Fargo (1996) 1080p", ContentType.TvShow, Strict: false)], Token));
        Assert.Equal("2", Id(ofReading));
    }

    [Fact]
    public async Task ResolveAsync_NameWithoutATitle_AsksNothing()
    {
        var resolution = Assert.Single(await ResolveAsync("The.Matrix.Trilogy.1999-2003.1080p.BluRay.x264-GRP"));

        Assert.IsType<Resolution.Unmatched>(resolution);
        Assert.Empty(tmdb.Requests);
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

    private Task<IReadOnlyList<Resolution>> ResolveAsync(params string[] names) =>
        new TitleResolver(null, tmdb.Catalogue).ResolveAsync([.. names.Select(Request)], Token);

    private static string Id(Resolution resolution) => Assert.IsType<Resolution.Matched>(resolution).Content.Ref.Id;
}
