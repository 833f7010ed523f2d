using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Tests.Releases;

/// <summary>A line of the corpus: a name, and a person's reading of it.</summary>
public sealed record LabelledName(
    string Category, string Name, string Kind, string Title, int? Year, string Episodes, string Date, string Languages, string Multi)
{
    public static IReadOnlyList<LabelledName> Corpus()
    {
        using var stream = typeof(LabelledName).Assembly.GetManifestResourceStream("releases.corpus.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Line)];
    }

    public bool HasTitle(ReleaseName parsed) => Title.Length == 0
        ? parsed.Readings.Count == 0
        : parsed.Readings.Count > 0 && Fold(parsed.Readings[0].Title) == Fold(Title);

    public bool HasYear(ReleaseName parsed) => Title.Length == 0 || (parsed.Readings.Count > 0 && parsed.Readings[0].Year == Year);

    public bool HasEpisodes(ReleaseName parsed) => Shown(parsed) == Episodes
        && (parsed.AirDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "") == Date;

    public bool HasKind(ReleaseName parsed) => parsed.Kind.ToString().Equals(Kind, StringComparison.OrdinalIgnoreCase);

    /// <summary>Seasons and episodes as the corpus writes them: "1:2,3;2:".</summary>
    public static string Shown(ReleaseName parsed) => string.Join(';', parsed.Seasons.Select(
        season => $"{season}:{string.Join(',', parsed.Episodes.GetValueOrDefault(season) ?? [])}"));

    private static LabelledName Line(string line)
    {
        var f = line.Split('\t');
        return new(f[0], f[1], f[2], f[3], f[4].Length == 0 ? null : int.Parse(f[4], CultureInfo.InvariantCulture), f[5], f[6], f[7], f[8]);
    }

    private static string Fold(string title) => title.ToLowerInvariant().TrimEnd('.');
}
