namespace Bitmagnet.Functions.Tests.Index;

/// <summary>Contents as a TMDB details answer gives them.</summary>
internal static class Contents
{
    public static Content Amelie => new()
    {
        Ref = new ContentRef(ContentType.Movie, "tmdb", "194"),
        Title = "Amélie",
        OriginalTitle = "Le Fabuleux Destin d'Amélie",
        ReleaseDate = new DateOnly(2001, 4, 25),
        ReleaseYear = 2001,
        Adult = false,
        OriginalLanguage = "fr",
        Overview = "A waitress decides to help.",
        Runtime = 122,
        Popularity = 8.2f,
        VoteAverage = 7.9f,
        VoteCount = 11000,
        Attributes = [new("imdb", "id", "tt0211915"), new("tmdb", "poster_path", "/a.jpg")],
        Collections = [new("franchise", "tmdb", "9", "Amélie Collection"), new("genre", "tmdb", "35", "Comedy"), new("genre", "tmdb", "10749", "Romance")],
    };

    public static Content Thrones => new()
    {
        Ref = new ContentRef(ContentType.TvShow, "tmdb", "1399"),
        Title = "Game of Thrones",
        OriginalTitle = "Game of Thrones",
        ReleaseDate = new DateOnly(2011, 4, 17),
        ReleaseYear = 2011,
        OriginalLanguage = "en",
        Popularity = 100,
        VoteAverage = 8.5f,
        VoteCount = 22000,
        Attributes = [new("imdb", "id", "tt0944947"), new("tvdb", "id", "121361")],
        Collections = [new("genre", "tmdb", "18", "Drama")],
    };
}
