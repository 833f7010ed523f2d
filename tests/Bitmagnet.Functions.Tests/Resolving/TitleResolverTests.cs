using Bitmagnet.Functions.Resolving;

namespace Bitmagnet.Functions.Tests.Resolving;

public sealed class TitleResolverTests : IAsyncLifetime
{
    private ResolverTmdb tmdb = null!;

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

        var ofMany = Assert.IsType<Resolution.Unmatched>(Assert.Single(await resolver.ResolveAsync([request], Token)));
        Assert.Equal(["/3/search/movie", "/3/search/tv"], tmdb.Requests);
        Assert.Equal(
            [
                "TMDB movie search \"holiday in nowhere\": 0 candidates", "  none: nothing found",
                "TMDB TV search \"holiday in nowhere\": 0 candidates", "  none: nothing found",
            ], ofMany.Trace);
    }

    [Theory]
    [InlineData("Crooked Harbour 12.mkv", "movie 1")]
    [InlineData("Salty Kaze 12.mkv", "tv 2")]
    [InlineData("Salty Kaze 12 VOSTFR", "tv 2")]
    [InlineData("1968 The Long Ferry 1080p.mkv", "movie 3")]
    [InlineData("1931 Another Pier 1080p.mkv", "movie 4")]
    public async Task ResolveAsync_NumberThatATitleMayHave_IsOfTheTitleThatThereIs(string name, string expected)
    {
        tmdb.Add(false, 1, "Crooked Harbour 12", 2003);
        tmdb.Add(true, 1, "Crooked Harbour", 2003);
        tmdb.Add(true, 2, "Salty Kaze", 2011);
        tmdb.Add(false, 2, "Salty Kaze", 2011);
        tmdb.Add(false, 3, "The Long Ferry", 1968);
        tmdb.Add(false, 4, "1931 Another Pier", 1990);
        var resolver = new TitleResolver(null, tmdb.Catalogue);

        var content = Assert.IsType<Resolution.Matched>(Assert.Single(await resolver.ResolveAsync([Request(name) with { Type = null, Strict = true }], Token))).Content;

        Assert.Equal(expected, $"{(content.Ref.Type == ContentType.TvShow ? "tv" : "movie")} {content.Ref.Id}");
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

    private static ResolveRequest Request(string name) => new(name, null, Strict: false);

    private Task<IReadOnlyList<Resolution>> ResolveAsync(params string[] names) =>
        new TitleResolver(null, tmdb.Catalogue).ResolveAsync([.. names.Select(Request)], Token);

    private static string Id(Resolution resolution) => Assert.IsType<Resolution.Matched>(resolution).Content.Ref.Id;
}
