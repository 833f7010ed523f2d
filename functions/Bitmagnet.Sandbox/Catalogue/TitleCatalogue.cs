using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bitmagnet.Sandbox.Catalogue;

/// <summary>The films and series that the sandbox knows (Resources/catalogue.json).</summary>
public static class TitleCatalogue
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly Lazy<IReadOnlyList<CatalogueTitle>> All = new(() =>
    {
        using var stream = Resource.Open("catalogue.json");
        return JsonSerializer.Deserialize<List<CatalogueTitle>>(stream, Json)!;
    });

    /// <summary>Every film and series, best known first.</summary>
    public static IReadOnlyList<CatalogueTitle> Titles => All.Value;
}
