using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Maps TMDB's records to the content that bitmagnet would store (bitmagnet contract §4). Pure.</summary>
internal static class TmdbMapper
{
    /// <summary>A search answer without records that lack an id or title.</summary>
    public static TmdbSearchPage Page(JsonElement root, TmdbKind kind)
    {
        var results = TmdbJson.Objects(root, "results").Select(item => Candidate(item, kind)).OfType<Candidate>().ToList();
        return new TmdbSearchPage(results, Math.Max(TmdbJson.Int(root, "total_results") ?? 0, results.Count));
    }

    /// <summary>The first entry of the kind in a /find answer; null if there is none.</summary>
    public static ContentRef? Found(JsonElement root, TmdbKind kind) => TmdbJson
        .Objects(root, kind == TmdbKind.Movie ? "movie_results" : "tv_results")
        .Select(item => TmdbJson.Int(item, "id") is { } id and > 0 ? Ref(kind, id, TmdbJson.Flag(item, "adult")) : (ContentRef?)null)
        .FirstOrDefault(found => found is not null);

    /// <summary>A details answer; null if it lacks an id or any title.</summary>
    public static TmdbDetails? Details(JsonElement root, TmdbKind kind)
    {
        if (TmdbJson.Int(root, "id") is not ({ } id and > 0) || Titles(root, kind) is not var (title, originalTitle))
        {
            return null;
        }

        var isMovie = kind == TmdbKind.Movie;
        var date = Date(root, kind);
        var adult = TmdbJson.Flag(root, "adult");
        var content = new Content
        {
            Ref = Ref(kind, id, adult),
            Title = title,
            OriginalTitle = originalTitle ?? "",
            ReleaseDate = date,
            ReleaseYear = date?.Year,
            Adult = isMovie ? adult : null,
            OriginalLanguage = Languages.Normalise(TmdbJson.Text(root, "original_language")),
            Overview = TmdbJson.Text(root, "overview"),
            Runtime = isMovie && TmdbJson.Int(root, "runtime") is { } minutes and > 0 ? minutes : null,
            Popularity = TmdbJson.Single(root, "popularity"),
            VoteAverage = TmdbJson.Single(root, "vote_average"),
            VoteCount = TmdbJson.Long(root, "vote_count") ?? 0,
            Attributes = [.. Attributes(root, kind)],
            Collections = [.. Collections(root, kind).DistinctBy(collection => (collection.Type, collection.Id))],
        };
        return new TmdbDetails(content, OtherTitles(root, content), Run(root));
    }

    private static Candidate? Candidate(JsonElement item, TmdbKind kind) =>
        TmdbJson.Int(item, "id") is { } id and > 0 && Titles(item, kind) is var (title, originalTitle)
            ? new Candidate
            {
                Ref = Ref(kind, id, isAdult: false),
                Title = title,
                OriginalTitle = originalTitle,
                Year = Date(item, kind)?.Year,
                Date = Date(item, kind),
                Popularity = TmdbJson.Single(item, "popularity"),
                Votes = TmdbJson.Long(item, "vote_count") ?? 0,
                Language = Languages.Normalise(TmdbJson.Text(item, "original_language")),
                Countries = [.. TmdbJson.Texts(item, "origin_country")],
            }
            : null;

    /// <summary>The seasons; an empty, 0 or null value counts as unknown.</summary>
    private static SeriesRun Run(JsonElement root) => new(
        [.. TmdbJson.Objects(root, "seasons")
            .Select(season => new SeriesSeason(TmdbJson.Int(season, "season_number") ?? 0, TmdbJson.Int(season, "episode_count") ?? 0, TmdbJson.Date(season, "air_date")))
            .Where(season => season.Number > 0)],
        TmdbJson.Date(root, "last_air_date"));

    private static (string Title, string? OriginalTitle)? Titles(JsonElement item, TmdbKind kind)
    {
        var title = TmdbJson.Text(item, kind == TmdbKind.Movie ? "title" : "name");
        var originalTitle = TmdbJson.Text(item, kind == TmdbKind.Movie ? "original_title" : "original_name");
        return (title ?? originalTitle) is { } shown ? (shown, originalTitle) : null;
    }

    private static DateOnly? Date(JsonElement item, TmdbKind kind) =>
        TmdbJson.Date(item, kind == TmdbKind.Movie ? "release_date" : "first_air_date");

    private static ContentRef Ref(TmdbKind kind, int id, bool isAdult) => new(
        kind == TmdbKind.Tv ? ContentType.TvShow : isAdult ? ContentType.Xxx : ContentType.Movie,
        ContentRef.Tmdb,
        id.ToString(CultureInfo.InvariantCulture));

    // An imdb id of one character makes bitmagnet's Torznab answer slice out of range (bitmagnet contract §1).
    private static IEnumerable<ContentAttribute> Attributes(JsonElement root, TmdbKind kind)
    {
        var external = TmdbJson.Get(root, "external_ids") ?? default;
        var tvdb = kind == TmdbKind.Tv ? TmdbJson.Long(external, "tvdb_id") ?? 0 : 0;
        ContentAttribute[] attributes =
        [
            new("imdb", "id", (TmdbJson.Text(root, "imdb_id") ?? TmdbJson.Text(external, "imdb_id")) is { Length: > 1 } imdb ? imdb : ""),
            new("tvdb", "id", tvdb == 0 ? "" : tvdb.ToString(CultureInfo.InvariantCulture)),
            new(ContentRef.Tmdb, "poster_path", TmdbJson.Text(root, "poster_path") ?? ""),
            new(ContentRef.Tmdb, "backdrop_path", TmdbJson.Text(root, "backdrop_path") ?? ""),
        ];
        return attributes.Where(attribute => attribute.Value.Length > 0);
    }

    private static IEnumerable<ContentCollection> Collections(JsonElement root, TmdbKind kind)
    {
        if (kind == TmdbKind.Movie && TmdbJson.Get(root, "belongs_to_collection") is { } franchise
            && TmdbJson.Long(franchise, "id") is { } id and not 0)
        {
            yield return Collection("franchise", id, franchise);
        }

        foreach (var genre in TmdbJson.Objects(root, "genres"))
        {
            if (TmdbJson.Long(genre, "id") is { } genreId)
            {
                yield return Collection("genre", genreId, genre);
            }
        }
    }

    private static ContentCollection Collection(string type, long id, JsonElement item) =>
        new(type, ContentRef.Tmdb, id.ToString(CultureInfo.InvariantCulture), TmdbJson.Text(item, "name") ?? "");

    private static List<string> OtherTitles(JsonElement root, Content content)
    {
        var alternative = TmdbJson.Objects(root, "alternative_titles", "titles")
            .Concat(TmdbJson.Objects(root, "alternative_titles", "results"))
            .Select(item => TmdbJson.Text(item, "title"));
        var translated = TmdbJson.Objects(root, "translations", "translations")
            .Select(item => TmdbJson.Get(item, "data"))
            .OfType<JsonElement>()
            .Select(data => TmdbJson.Text(data, "title") ?? TmdbJson.Text(data, "name"));
        return [.. alternative.Concat(translated)
            .OfType<string>()
            .Where(title => title != content.Title && title != content.OriginalTitle)
            .Distinct()];
    }
}
