using System.Globalization;
using System.Text.Json;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>A title from a TMDB answer.</summary>
internal sealed record ModelTitle(CatalogueKind Kind, string Id, string Title, string OriginalTitle, DateOnly? Date)
{
    /// <summary>bitmagnet's content type.</summary>
    public string ContentType => Kind == CatalogueKind.Tv ? "tv_show" : "movie";

    /// <summary>Reads a result of a search, or details.</summary>
    public static ModelTitle Read(CatalogueKind kind, JsonElement item)
    {
        var (title, original, date) = kind == CatalogueKind.Tv ? ("name", "original_name", "first_air_date") : ("title", "original_title", "release_date");
        return new ModelTitle(
            kind, item.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture), Text(item, title), Text(item, original),
            DateOnly.TryParseExact(Text(item, date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);
    }

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
