using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>A title that several films or series share (namesakes.txt), and names that mean one of them.</summary>
/// <param name="Title">The title.</param>
/// <param name="Versions">The films or series.</param>
/// <param name="Names">The names.</param>
internal sealed record NamesakeGroup(string Title, IReadOnlyList<CatalogueTitle> Versions, IReadOnlyList<NamesakeName> Names)
{
    public static IReadOnlyList<NamesakeGroup> All { get; } = [.. Resource.Lines("namesakes.txt").Select((fields, index) => Read(fields, 1000 * (index + 1)))];

    private static NamesakeGroup Read(string[] fields, int firstId)
    {
        var versions = fields[2].Split(';').Select((version, index) => Version(Kind(fields[0], version), firstId + index, fields[1], version.TrimStart('t', 'm').Split(' '))).ToList();
        return new NamesakeGroup(fields[1], versions, [.. fields[3].Split(';').Select(name => Name(Kind(fields[0], name), fields[1], versions, name))]);
    }

    /// <summary>The kind of a version or name in a group of both kinds: a version states it, a name shows it by its form.</summary>
    private static CatalogueKind Kind(string group, string text) => group switch
    {
        "tv" => CatalogueKind.Tv,
        "movie" => CatalogueKind.Movie,
        _ => text[0] == 't' || text.Contains(".S0", StringComparison.Ordinal) || text.StartsWith("S0", StringComparison.Ordinal) ? CatalogueKind.Tv : CatalogueKind.Movie,
    };

    private static CatalogueTitle Version(CatalogueKind kind, int id, string title, string[] parts)
    {
        var year = Resource.Number(parts[0]);
        var use = kind == CatalogueKind.Tv ? parts[2..4] : parts[1..3];
        var run = kind == CatalogueKind.Tv && parts[4] != "0" ? parts[4].Split('*').Select(Resource.Number).ToArray() : [0, 0];
        return new CatalogueTitle(kind, id, null, null, title, title, kind == CatalogueKind.Tv ? Tongue(parts[1]) : "en", $"{year}-06-01", [], false, [], null)
        {
            Popularity = Resource.Number(use[0]),
            Votes = Resource.Number(use[1]),
            Countries = kind == CatalogueKind.Tv ? [parts[1]] : [],
            Seasons = [.. Enumerable.Range(0, run[0]).Select(season => new CatalogueSeason(season + 1, run[1], year + season))],
        };
    }

    private static NamesakeName Name(CatalogueKind kind, string title, List<CatalogueTitle> versions, string text)
    {
        var (left, right) = (text.Split('=')[0], text.Split('=')[1].Split(' '));
        var (suffix, seen) = (left.Split('@')[0], left.Contains('@', StringComparison.Ordinal) ? left.Split('@')[1] : null);
        CatalogueKind? said = right[0][0] switch { 't' => CatalogueKind.Tv, 'm' => CatalogueKind.Movie, _ => null };
        var (year, country) = said is null ? (right[0], right[0].Length > 4 ? right[0][4..] : null) : (right[0][1..], null);
        var meant = year == "-" ? null : versions.First(version => (said ?? version.Kind) == version.Kind
            && year.StartsWith($"{version.Year}", StringComparison.Ordinal) && (country is null || version.Countries.Contains(country)));
        return new NamesakeName(
            string.Join('.', new[] { title.Replace(": ", ".", StringComparison.Ordinal).Replace(' ', '.'), suffix, "1080p.WEB.h264-GRP" }.Where(part => part.Length > 0)),
            kind == CatalogueKind.Tv,
            seen is null ? null : DateOnly.ParseExact(seen, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            meant?.Id,
            right[1]);
    }

    private static string Tongue(string country) => country switch
    {
        "KR" => "ko",
        "JP" => "ja",
        "DK" => "da",
        "SE" => "sv",
        "IL" => "he",
        "TR" => "tr",
        "FR" => "fr",
        "DE" => "de",
        "IT" => "it",
        _ => "en",
    };
}

/// <summary>A labelled name of a shared title.</summary>
/// <param name="Name">The release name.</param>
/// <param name="IsTv">Whether it is a series' name.</param>
/// <param name="Seen">When the torrent was first seen; null where not known.</param>
/// <param name="Expected">The id that it means; null if it cannot be told.</param>
/// <param name="Evidence">The deciding evidence.</param>
internal sealed record NamesakeName(string Name, bool IsTv, DateOnly? Seen, int? Expected, string Evidence);
