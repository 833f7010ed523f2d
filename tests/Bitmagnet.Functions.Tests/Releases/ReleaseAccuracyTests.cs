using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Tests.Releases;

public sealed class ReleaseAccuracyTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<LabelledName> Corpus = LabelledName.Corpus();

    [Fact]
    public void Parse_TheCorpus_ReachesTheTargets()
    {
        Assert.True(Corpus.Count >= 600, $"the corpus has {Corpus.Count} names");
        var parsed = Corpus.Select(static label => (Label: label, Release: ReleaseParser.Parse(label.Name))).ToList();
        output.WriteLine("| Category | Names | Title and year | Season and episodes | Kind |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (var group in parsed.GroupBy(static p => p.Label.Category).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            Print(group.Key, [.. group]);
        }

        Print("all", parsed);
        foreach (var (label, release) in parsed.Where(static p => !IsRight(p.Label, p.Release)))
        {
            output.WriteLine($"{label.Name} -> {release.Kind} {string.Join(" | ", release.Readings.Select(static r => $"{r.Title} ({r.Year})"))} "
                + $"{LabelledName.Shown(release)} {release.AirDate}; expected {label.Kind} {label.Title} ({label.Year}) {label.Episodes}");
        }

        Assert.InRange(Share(parsed, static p => p.Label.HasTitle(p.Release) && p.Label.HasYear(p.Release)), 0.97, 1);
        Assert.InRange(Share(parsed, static p => p.Label.HasEpisodes(p.Release)), 0.97, 1);
        Assert.InRange(Share([.. parsed.Where(static p => p.Label is { Kind: "movie", Year: not null })],
            static p => p.Label.HasTitle(p.Release) && p.Label.HasYear(p.Release)), 0.98, 1);
        Assert.InRange(Share(parsed, static p => p.Label.HasKind(p.Release)), 0.97, 1);
    }

    [Fact]
    public void Parse_NamesOfAKnownLanguage_NamesIt()
    {
        foreach (var label in Corpus.Where(static label => label.Languages.Length > 0))
        {
            Assert.Equal(label.Languages.Split(','), ReleaseParser.Parse(label.Name).Languages);
        }
    }

    private static bool IsRight(LabelledName label, ReleaseName release) =>
        label.HasTitle(release) && label.HasYear(release) && label.HasEpisodes(release) && label.HasKind(release);

    private void Print(string category, IReadOnlyList<(LabelledName Label, ReleaseName Release)> group) => output.WriteLine(
        $"| {category} | {group.Count} | {Share(group, static p => p.Label.HasTitle(p.Release) && p.Label.HasYear(p.Release)):P1} "
        + $"| {Share(group, static p => p.Label.HasEpisodes(p.Release)):P1} | {Share(group, static p => p.Label.HasKind(p.Release)):P1} |");

    private static double Share(
        IReadOnlyCollection<(LabelledName Label, ReleaseName Release)> names, Func<(LabelledName Label, ReleaseName Release), bool> isRight) =>
        (double)names.Count(isRight) / names.Count;
}
