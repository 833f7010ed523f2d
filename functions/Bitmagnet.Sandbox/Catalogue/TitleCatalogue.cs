using System.Text.Json.Serialization;

namespace Bitmagnet.Sandbox.Catalogue;

/// <summary>The films and series that the sandbox knows (Resources/catalogue.json).</summary>
public static class TitleCatalogue
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly Lazy<IReadOnlyList<CatalogueTitle>> All = new(() =>
    {
        using var stream = Resource.Open("catalogue.json");
        var titles = JsonSerializer.Deserialize<List<CatalogueTitle>>(stream, Json)!;
        return [.. titles.Select((title, rank) => title with { Popularity = PopularityOf(rank), Votes = (int)(PopularityOf(rank) * 80) })];
    });

    /// <summary>The popularity at a rank, which falls as on TMDB.</summary>
    internal static double PopularityOf(int rank) => Math.Round(120 / Math.Sqrt(rank + 1), 3);

    /// <summary>Every film and series, best known first.</summary>
    public static IReadOnlyList<CatalogueTitle> Titles => All.Value;
}
