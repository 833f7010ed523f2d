using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>Decides which made-up names can be labelled: a variant of one title may be another's name.</summary>
internal sealed class NamedTitles(IReadOnlyList<CatalogueTitle> titles)
{
    private readonly ILookup<string, CatalogueTitle> byName = titles
        .SelectMany(title => title.OtherTitles.Prepend(title.OriginalTitle).Prepend(title.Title).Distinct()
            .Select(name => TitleNormaliser.Normalise(name))
            .SelectMany(name => new[] { name.Key, name.BareKey, name.HeadKey ?? name.Key }).Distinct()
            .Select(key => (key, title)))
        .ToLookup(entry => entry.key, entry => entry.title, StringComparer.Ordinal);

    /// <summary>Whether some title may have the name: "House" of "House of Cards", "Die Hard" of 1995 with a subtitle.</summary>
    public bool Has(string name) => Read(name) is not { } reading
        || Alike(reading).Any(title => reading.Year is null || Math.Abs(title.Year - reading.Year.Value) <= 1
            || (reading.Kind == ReleaseKind.Tv && title.Year < reading.Year));

    /// <summary>
    /// Whether the name means this title. Without a year it does if no other fact has the title (made-up ones are far less popular). With
    /// an adjacent year it does if no other has that year or one as near.
    /// </summary>
    public bool Means(string name, CatalogueTitle meant)
    {
        if (Read(name) is not { } reading)
        {
            return true;
        }

        var others = Alike(reading).Where(title => title.Id != meant.Id && title.Kind == meant.Kind);
        return reading.Year is not { } year
            ? others.All(title => title.Id >= DenseCatalogue.FirstFiller && title.Popularity * 5 < meant.Popularity)
            : year == meant.Year || others.All(title => Math.Abs(title.Year - year) > Math.Abs(meant.Year - year));
    }

    private static Reading? Read(string name) => ReleaseParser.Parse(name).Readings is [var first, ..] ? first : null;

    private IEnumerable<CatalogueTitle> Alike(Reading reading)
    {
        var name = TitleNormaliser.Normalise(reading.Title);
        return byName[name.Key].Concat(byName[name.BareKey]).Distinct();
    }
}
