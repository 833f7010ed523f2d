using Bitmagnet.Sandbox.Catalogue;
using Microsoft.AspNetCore.Http;

namespace Bitmagnet.Sandbox.Simulator;

/// <summary>Answers TMDB calls from the catalogue.</summary>
internal sealed class TmdbApi(IReadOnlyList<CatalogueTitle> titles, string key)
{
    private readonly CatalogueSearch search = new(titles);
    private readonly Dictionary<(CatalogueKind, int), CatalogueTitle> byId = titles.ToDictionary(title => (title.Kind, title.Id));
    private readonly ILookup<string, CatalogueTitle> byImdb = titles.Where(title => title.ImdbId is not null).ToLookup(title => title.ImdbId!, StringComparer.Ordinal);
    private readonly ILookup<int, CatalogueTitle> byTvdb = titles.Where(title => title.TvdbId is not null).ToLookup(title => title.TvdbId!.Value);

    /// <summary>The right answer to a request.</summary>
    public SimulatorAnswer Answer(HttpRequest request)
    {
        if (!IsAuthorized(request))
        {
            return SimulatorAnswer.Json(401, TmdbJson.Error(7, "Invalid API key: You must be granted a valid key."));
        }

        return request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["3", "authentication"] => SimulatorAnswer.Json(200, new System.Text.Json.Nodes.JsonObject { ["success"] = true, ["status_code"] = 1, ["status_message"] = "Success." }),
            ["3", "search", "movie"] => Search(request, CatalogueKind.Movie, "primary_release_year", "year"),
            ["3", "search", "tv"] => Search(request, CatalogueKind.Tv, "first_air_date_year", "year"),
            ["3", "movie", var id] => Details(request, CatalogueKind.Movie, id),
            ["3", "tv", var id] => Details(request, CatalogueKind.Tv, id),
            ["3", "find", var id] => Find(request, id),
            _ => SimulatorAnswer.NotFound,
        };
    }

    private bool IsAuthorized(HttpRequest request) =>
        request.Query["api_key"] == key || request.Headers.Authorization == $"Bearer {key}";

    private SimulatorAnswer Search(HttpRequest request, CatalogueKind kind, params ReadOnlySpan<string> yearNames)
    {
        string query = request.Query["query"].ToString();
        int? year = null;
        foreach (var name in yearNames)
        {
            year ??= Number(request.Query[name]);
        }

        var page = Number(request.Query["page"]) ?? 1;
        if (page is < 1 or > 500)
        {
            return SimulatorAnswer.Json(400, TmdbJson.Error(22, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer."));
        }

        var includeAdult = string.Equals(request.Query["include_adult"], "true", StringComparison.OrdinalIgnoreCase);
        return SimulatorAnswer.Json(200, TmdbJson.Page(search.Find(kind, query, year, includeAdult), page));
    }

    private SimulatorAnswer Details(HttpRequest request, CatalogueKind kind, string id)
    {
        var extras = request.Query["append_to_response"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (extras.Length > 20)
        {
            return SimulatorAnswer.Json(400, TmdbJson.Error(27, "Too many append to response objects: The maximum number of remote calls is 20."));
        }

        return Number(id) is { } number && byId.TryGetValue((kind, number), out var title)
            ? SimulatorAnswer.Json(200, TmdbJson.Details(title, extras))
            : SimulatorAnswer.NotFound;
    }

    private SimulatorAnswer Find(HttpRequest request, string id) => request.Query["external_source"].ToString() switch
    {
        "imdb_id" => SimulatorAnswer.Json(200, TmdbJson.Found(byImdb[id].FirstOrDefault())),
        "tvdb_id" => SimulatorAnswer.Json(200, TmdbJson.Found(Number(id) is { } number ? byTvdb[number].FirstOrDefault() : null)),
        _ => SimulatorAnswer.Json(400, TmdbJson.Error(5, "Invalid parameters: Your request parameters are incorrect.")),
    };

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
