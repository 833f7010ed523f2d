namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbMapperTests
{
    [Fact]
    public void Details_Movie_IsAsBitmagnetStoresIt()
    {
        var details = TmdbMapper.Details(Json("""
            {"id":603,"title":"The Matrix","original_title":"The Matrix","release_date":"1999-03-31","adult":false,"original_language":"EN",
             "overview":"","runtime":136,"external_ids":{"imdb_id":"tt0000001","tvdb_id":7},"popularity":70.5,"vote_average":8.2,"vote_count":25000,"imdb_id":"tt0133093",
             "poster_path":"/p.jpg","backdrop_path":null,"belongs_to_collection":{"id":2344,"name":"The Matrix Collection"},
             "genres":[{"id":28,"name":"Action"},{"id":878,"name":"Science Fiction"},{"id":28,"name":"Action"}],
             "alternative_titles":{"titles":[{"title":"Matrix"},{"title":"The Matrix"}]},
             "translations":{"translations":[{"iso_639_1":"ru","data":{"title":"Матрица"}},{"iso_639_1":"de","data":{"title":""}}]}}
            """), TmdbKind.Movie)!;

        var content = details.Content;
        Assert.Equal(new ContentRef(ContentType.Movie, "tmdb", "603"), content.Ref);
        Assert.Equal(new DateOnly(1999, 3, 31), content.ReleaseDate);
        Assert.Equal(1999, content.ReleaseYear);
        Assert.Equal("en", content.OriginalLanguage);
        Assert.Null(content.Overview);
        Assert.False(content.Adult);
        Assert.Equal(136, content.Runtime);
        Assert.Equal(70.5, content.Popularity);
        Assert.Equal(25000, content.VoteCount);
        Assert.Equal(8.199999809265137, content.VoteAverage);
        Assert.Equal(
            [new("imdb", "id", "tt0133093"), new("tmdb", "poster_path", "/p.jpg")], content.Attributes);
        Assert.Equal(
            [new("franchise", "tmdb", "2344", "The Matrix Collection"), new("genre", "tmdb", "28", "Action"), new("genre", "tmdb", "878", "Science Fiction")],
            content.Collections);
        Assert.Equal(["Matrix", "Матрица"], details.OtherTitles);
    }

    [Fact]
    public void Details_Show_IsAsBitmagnetStoresIt()
    {
        var content = TmdbMapper.Details(Json("""
            {"id":1399,"name":"Game of Thrones","first_air_date":"2011-04-17","adult":false,"runtime":60,"original_language":"nb",
             "external_ids":{"imdb_id":"tt0944947","tvdb_id":121361},"belongs_to_collection":{"id":1,"name":"x"}}
            """), TmdbKind.Tv)!.Content;

        Assert.Equal(ContentType.TvShow, content.Ref.Type);
        Assert.Equal("", content.OriginalTitle);
        Assert.Null(content.Adult);
        Assert.Null(content.Runtime);
        Assert.Null(content.OriginalLanguage);
        Assert.Equal([new("imdb", "id", "tt0944947"), new("tvdb", "id", "121361")], content.Attributes);
        Assert.Empty(content.Collections);
    }

    [Fact]
    public void Details_Show_HasItsNamesTitlesAndSeasons()
    {
        var details = TmdbMapper.Details(Json("""
            {"id":7,"name":"Dark Harbour","original_name":"Dunkler Hafen","title":"x","original_title":"y","overview":"A harbour.","backdrop_path":"/b.jpg",
             "release_date":"1990-01-01","first_air_date":"2017-12-01","last_air_date":"2020-06-27","vote_count":9,"adult":true,
             "seasons":[{"season_number":0,"episode_count":3},{"season_number":1,"episode_count":10,"air_date":"2017-12-01"},{"episode_count":4},{"season_number":2}],
             "genres":[{"id":18},{"name":"without an id"}],
             "alternative_titles":{"results":[{"title":"Harbour"},{"title":"Dunkler Hafen"},{"title":"Dark Harbour"}]},
             "translations":{"translations":[{"data":{"name":"Port sombre"}},{"data":{"title":"first","name":"second"}},{"data":null}]}}
            """), TmdbKind.Tv)!;

        Assert.Equal(
            ("Dark Harbour", "Dunkler Hafen", "A harbour.", 2017, 9L), (details.Content.Title, details.Content.OriginalTitle, details.Content.Overview, details.Content.ReleaseYear, details.Content.VoteCount));
        Assert.Null(details.Content.Adult);
        Assert.Equal([new("tmdb", "backdrop_path", "/b.jpg")], details.Content.Attributes);
        Assert.Equal([new("genre", "tmdb", "18", "")], details.Content.Collections);
        Assert.Equal(["Harbour", "Port sombre", "first"], details.OtherTitles);
        Assert.Equal([new(1, 10, new DateOnly(2017, 12, 1)), new(2, 0, null)], details.Run.Seasons);
        Assert.Equal(new DateOnly(2020, 6, 27), details.Run.Last);
    }

    [Theory]
    [InlineData(TmdbKind.Movie, ContentType.Xxx, "5")]
    [InlineData(TmdbKind.Tv, ContentType.TvShow, "9")]
    public void Found_Answer_IsTheFirstOfTheKindWithAnId(TmdbKind kind, ContentType type, string id) => Assert.Equal(
        new ContentRef(type, "tmdb", id),
        TmdbMapper.Found(Json("""{"movie_results":[{"title":"x"},{"id":0},{"id":5,"adult":true},{"id":6}],"tv_results":[{"id":9,"adult":true}]}"""), kind));

    [Fact]
    public void Found_NoneOfTheKind_IsNull() => Assert.Null(TmdbMapper.Found(Json("""{"tv_results":[{"id":9}],"movie_results":[{"id":-1}]}"""), TmdbKind.Movie));

    [Theory]
    [InlineData(TmdbKind.Movie, """{"id":8,"title":"Shown","original_title":"Of old","release_date":"2001-02-03","name":"x","original_name":"y","first_air_date":"1990-01-01"}""")]
    [InlineData(TmdbKind.Tv, """{"id":8,"name":"Shown","original_name":"Of old","first_air_date":"2001-02-03","title":"x","original_title":"y","release_date":"1990-01-01"}""")]
    public void Page_Record_HasWhatTheMatchingWeighs(TmdbKind kind, string record)
    {
        var fields = record.Replace("}", ""","adult":true,"popularity":3.5,"vote_count":12,"original_language":"ja","origin_country":["JP"]}""", StringComparison.Ordinal);

        var page = TmdbMapper.Page(Json($$"""{"total_results":0,"results":[{{fields}}]}"""), kind);

        var candidate = Assert.Single(page.Results);
        Assert.Equal(1, page.TotalResults); // never less than there are
        Assert.Equal(new ContentRef(kind == TmdbKind.Tv ? ContentType.TvShow : ContentType.Movie, "tmdb", "8"), candidate.Ref);
        Assert.Equal(("Shown", "Of old", 2001, new DateOnly(2001, 2, 3)), (candidate.Title, candidate.OriginalTitle, candidate.Year, candidate.Date));
        Assert.Equal((3.5, 12L, "ja"), (candidate.Popularity, candidate.Votes, candidate.Language));
        Assert.Equal(["JP"], candidate.Countries);
    }

    [Fact]
    public void Details_AdultMovie_IsXxx() => Assert.Equal(
        ContentType.Xxx, TmdbMapper.Details(Json("""{"id":1,"title":"t","adult":true}"""), TmdbKind.Movie)!.Content.Ref.Type);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"0000-00-00\"")]
    [InlineData("\"2019-02-30\"")]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("{}")]
    public void Details_NoDate_HasNeitherDateNorYear(string date)
    {
        var content = TmdbMapper.Details(Json($$"""{"id":1,"title":"t","release_date":{{date}}}"""), TmdbKind.Movie)!.Content;

        Assert.Null(content.ReleaseDate);
        Assert.Null(content.ReleaseYear);
    }

    [Fact]
    public void Details_EveryValueOfAnotherType_IsReadAsAbsent()
    {
        var content = TmdbMapper.Details(Json("""
            {"id":1,"title":"a\u0000b","original_title":7,"overview":[],"runtime":"x","popularity":null,"vote_average":"8","vote_count":1.5,
             "genres":{"id":1},"external_ids":[],"imdb_id":"t","translations":null,"alternative_titles":7,"poster_path":false,"release_date":"\ud800"}
            """), TmdbKind.Movie)!.Content;

        Assert.Equal("ab", content.Title);
        Assert.Equal("", content.OriginalTitle);
        Assert.Equal(0, content.Popularity);
        Assert.Equal(0, content.VoteCount);
        Assert.Empty(content.Attributes);
        Assert.Empty(content.Collections);
    }

    [Fact]
    public void Page_BadRecords_AreLeftOut()
    {
        var page = TmdbMapper.Page(Json("""
            {"total_results":40,"results":[null,7,{"id":null,"title":"x"},{"id":1},{"id":603,"title":"The Matrix","release_date":"0000-00-00"},
             {"id":604,"title":null,"original_title":"Original","release_date":"2003-05-15","popularity":1e400}]}
            """), TmdbKind.Movie);

        Assert.Equal(40, page.TotalResults);
        Assert.Equal(["603", "604"], page.Results.Select(result => result.Ref.Id));
        Assert.Equal("Original", page.Results[1].Title);
        Assert.Null(page.Results[0].Year);
        Assert.Equal(2003, page.Results[1].Year);
    }

    [Fact]
    public void Page_HalfASurrogatePairAmongCountries_IsLeftOut()
    {
        var page = TmdbMapper.Page(Json("""{"results":[{"id":1,"name":"t","origin_country":["GB","\ud800",7,"US"]}]}"""), TmdbKind.Tv);

        Assert.Equal(["GB", "US"], Assert.Single(page.Results).Countries);
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
