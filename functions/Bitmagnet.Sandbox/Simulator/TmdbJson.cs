using System.Text.Json.Nodes;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Sandbox.Simulator;

/// <summary>Writes catalogue titles in the shapes of TMDB's API version 3.</summary>
internal static class TmdbJson
{
    private static readonly Dictionary<string, int> GenreIds = new[]
    {
        "28 Action", "12 Adventure", "16 Animation", "35 Comedy", "80 Crime", "99 Documentary", "18 Drama", "10751 Family", "14 Fantasy",
        "36 History", "27 Horror", "10402 Music", "9648 Mystery", "10749 Romance", "878 Science Fiction", "53 Thriller", "10752 War",
        "37 Western", "10759 Action & Adventure", "10762 Kids", "10765 Sci-Fi & Fantasy", "10768 War & Politics",
    }.Select(genre => genre.Split(' ', 2)).ToDictionary(genre => genre[1], genre => int.Parse(genre[0], CultureInfo.InvariantCulture));

    /// <summary>The genre names that have an id.</summary>
    public static IReadOnlyCollection<string> Genres => GenreIds.Keys;

    /// <summary>The body of a TMDB error.</summary>
    public static JsonObject Error(int code, string message) => new() { ["success"] = false, ["status_code"] = code, ["status_message"] = message };

    /// <summary>One page of 20 of a search answer.</summary>
    public static JsonObject Page(IReadOnlyList<CatalogueTitle> found, int page) => new()
    {
        ["page"] = page,
        ["results"] = new JsonArray([.. found.Skip((page - 1) * 20).Take(20).Select(Summary)]),
        ["total_pages"] = (found.Count + 19) / 20,
        ["total_results"] = found.Count,
    };

    /// <summary>A title in a list of results.</summary>
    public static JsonObject Summary(CatalogueTitle title)
    {
        var answer = Common(title);
        if (title.Kind == CatalogueKind.Tv)
        {
            answer["origin_country"] = Countries(title);
        }

        answer["genre_ids"] = new JsonArray([.. title.Genres.Select(genre => (JsonNode)GenreIds[genre])]);
        return answer;
    }

    /// <summary>A title's details with the extras that append_to_response asks for.</summary>
    public static JsonObject Details(CatalogueTitle title, IReadOnlyCollection<string> extras)
    {
        var answer = Common(title);
        answer["genres"] = new JsonArray([.. title.Genres.Select(genre => new JsonObject { ["id"] = GenreIds[genre], ["name"] = genre })]);
        answer["status"] = title.Kind == CatalogueKind.Movie ? "Released" : "Ended";
        if (title.Kind == CatalogueKind.Movie)
        {
            answer["imdb_id"] = title.ImdbId;
            answer["runtime"] = 80 + (title.Id % 70);
            answer["belongs_to_collection"] = title.Collection is { } franchise
                ? new JsonObject { ["id"] = franchise.Id, ["name"] = franchise.Name }
                : null;
        }
        else
        {
            answer["origin_country"] = Countries(title);
            answer["last_air_date"] = title.Seasons.Count == 0 ? null : $"{title.Seasons[^1].Year}-12-01";
            answer["number_of_seasons"] = title.Seasons.Count(season => season.Number > 0);
            answer["number_of_episodes"] = title.Seasons.Where(season => season.Number > 0).Sum(season => season.Episodes);
            answer["seasons"] = new JsonArray([.. title.Seasons.Select(Season)]);
        }

        foreach (var extra in extras)
        {
            if (Extra(title, extra) is { } node)
            {
                answer[extra] = node;
            }
        }

        return answer;
    }

    /// <summary>The answer of /find.</summary>
    public static JsonObject Found(CatalogueTitle? title) => new()
    {
        ["movie_results"] = title?.Kind == CatalogueKind.Movie ? new JsonArray(Summary(title)) : [],
        ["person_results"] = new JsonArray(),
        ["tv_results"] = title?.Kind == CatalogueKind.Tv ? new JsonArray(Summary(title)) : [],
        ["tv_episode_results"] = new JsonArray(),
        ["tv_season_results"] = new JsonArray(),
    };

    /// <summary>
    /// The fields of lists and details. Popularity and votes follow from the id where the catalogue has none, so they are the same in every
    /// run.
    /// </summary>
    private static JsonObject Common(CatalogueTitle title)
    {
        var (name, original, date) = title.Kind == CatalogueKind.Movie
            ? ("title", "original_title", "release_date")
            : ("name", "original_name", "first_air_date");
        return new JsonObject
        {
            ["id"] = title.Id,
            ["adult"] = title.Adult,
            [name] = title.Title,
            [original] = title.OriginalTitle,
            [date] = title.Date,
            ["original_language"] = title.OriginalLanguage,
            ["overview"] = "",
            ["popularity"] = title.Popularity ?? 1 + (title.Id % 997 / 10.0),
            ["vote_average"] = 5 + (title.Id % 40 / 10.0),
            ["vote_count"] = title.Votes ?? 100 + (title.Id % 9000),
            ["poster_path"] = $"/poster{title.Id}.jpg",
            ["backdrop_path"] = $"/backdrop{title.Id}.jpg",
        };
    }

    private static JsonArray Countries(CatalogueTitle title) => [.. title.Countries.Select(country => (JsonNode)country)];

    private static JsonObject Season(CatalogueSeason season) => new()
    {
        ["season_number"] = season.Number,
        ["episode_count"] = season.Episodes,
        ["air_date"] = $"{season.Year}-03-01",
        ["name"] = season.Number == 0 ? "Specials" : $"Season {season.Number}",
    };

    private static JsonObject? Extra(CatalogueTitle title, string name) => name switch
    {
        "external_ids" => new JsonObject { ["imdb_id"] = title.ImdbId, ["tvdb_id"] = title.TvdbId },
        "alternative_titles" => new JsonObject
        {
            [title.Kind == CatalogueKind.Movie ? "titles" : "results"] = new JsonArray(
                [.. title.OtherTitles.Select(other => new JsonObject { ["iso_3166_1"] = "", ["title"] = other, ["type"] = "" })]),
        },
        "translations" => new JsonObject
        {
            ["translations"] = new JsonArray([.. title.OtherTitles.Select(other => new JsonObject
            {
                ["iso_639_1"] = "",
                ["data"] = new JsonObject { [title.Kind == CatalogueKind.Movie ? "title" : "name"] = other },
            })]),
        },
        "release_dates" when title.Kind == CatalogueKind.Movie => new JsonObject
        {
            ["results"] = new JsonArray(new JsonObject
            {
                ["iso_3166_1"] = "US",
                ["release_dates"] = new JsonArray(new JsonObject { ["release_date"] = $"{title.Date}T00:00:00.000Z", ["type"] = 3 }),
            }),
        },
        _ => null,
    };
}
