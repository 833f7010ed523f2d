using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Tests.Tmdb;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>
/// Names of titles that several films or series share, on a dense simulated TMDB; printed by the deciding evidence
/// (docs/accuracy-matching.md).
/// </summary>
public sealed class NamesakeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task ResolveAsync_LabelledNamesakes_MeetsPrecisionAndRecall()
    {
        var titles = DenseCatalogue.Of([.. NamesakeGroup.All.SelectMany(group => group.Versions)], others: 20_000, seed: 11, withNamesakes: false);
        await using var simulator = await TmdbSimulator.StartAsync(new SimulatorOptions { Titles = titles }, Token);
        using var tmdb = new TmdbInstance(
            new MemoryTables(), new TmdbOptions { ApiKey = simulator.Key, BaseUrl = simulator.BaseUri, RateLimit = TimeSpan.Zero }, TimeProvider.System);
        var names = NamesakeGroup.All.SelectMany(group => group.Names).ToList();

        var resolutions = await new TitleResolver(null, tmdb.Catalogue).ResolveAsync(
            [.. names.Select(name => new ResolveRequest(name.Name, name.IsTv ? ContentType.TvShow : ContentType.Movie, Strict: false) { Published = name.Seen })], Token);

        var all = new MatchAccuracy();
        var byEvidence = names.Select(name => name.Evidence).Distinct().Order().ToDictionary(evidence => evidence, _ => new MatchAccuracy());
        foreach (var (name, resolution) in names.Zip(resolutions))
        {
            var expected = name.Expected?.ToString(CultureInfo.InvariantCulture);
            var actual = (resolution as Resolution.Matched)?.Content.Ref.Id;
            all.Add(expected, actual);
            byEvidence[name.Evidence].Add(expected, actual);
            if (actual != expected)
            {
                output.WriteLine($"{(actual is null ? "missed" : "WRONG")} {name.Evidence}: {name.Name} {name.Seen} -> {actual}, expected {expected}: {string.Join("; ", resolution.Trace)}");
            }
        }

        output.WriteLine("| evidence | names | right | wrong | missed | rightly none |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (evidence, accuracy) in byEvidence)
        {
            output.WriteLine($"| {evidence} | {names.Count(name => name.Evidence == evidence)} | {accuracy.Right} | {accuracy.Wrong} | {accuracy.Missed} | {accuracy.RightlyNone} |");
        }

        var answered = names.Count(name => name.Expected is not null);
        output.WriteLine($"{NamesakeGroup.All.Count} groups, {names.Count} names, {answered} with an answer: precision {all.Precision:P2}, recall {all.Recall(answered):P2}; requests {string.Join(", ", simulator.Counts.ByCall)}");
        Assert.True(NamesakeGroup.All.Count >= 200);
        Assert.InRange(all.Precision, 0.997, 1);
        Assert.InRange(all.Recall(answered), 0.96, 1);
    }

    /// <summary>Bare titles: the lead in popularity with which the better known work is rightly chosen.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leads_NamesThatSayNoMore_PrintsPrecisionAndRecallOfEachThreshold(bool tv)
    {
        var kind = tv ? CatalogueKind.Tv : CatalogueKind.Movie;
        var bare = NamesakeGroup.All.Where(group => group.Versions.All(version => version.Kind == kind) && group.Names.Any(name => name.Evidence is "use" or "none" && name.Seen is null)).ToList();
        output.WriteLine("| lead | right | wrong | missed | precision | recall |");
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var lead in new[] { 1.5, 2, 3, 4, 5, 7, 10, 20, 50 })
        {
            var accuracy = new MatchAccuracy();
            foreach (var group in bare)
            {
                var name = group.Names.First(name => name.Evidence is "use" or "none" && name.Seen is null);
                var ranked = group.Versions.OrderByDescending(version => version.Popularity).Select(Scored).ToList();
                accuracy.Add(name.Expected?.ToString(CultureInfo.InvariantCulture), Namesakes.Leads(ranked[0], ranked.Skip(1), tv, lead) ? ranked[0].Candidate.Ref.Id : null);
            }

            var recall = accuracy.Recall(accuracy.Right + accuracy.Missed);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {lead} | {accuracy.Right} | {accuracy.Wrong} | {accuracy.Missed} | {accuracy.Precision:P1} | {recall:P1} |"));
            if (lead == (tv ? MatchRules.SeriesLead : MatchRules.FilmLead))
            {
                Assert.InRange(accuracy.Precision, 0.98, 1);
                Assert.InRange(recall, 0.85, 1);
            }
        }
    }

    private static ScoredCandidate Scored(CatalogueTitle title) => new(
        new Candidate
        {
            Ref = new ContentRef(ContentType.Movie, ContentRef.Tmdb, title.Id.ToString(CultureInfo.InvariantCulture)),
            Title = title.Title,
            Popularity = title.Popularity!.Value,
            Votes = title.Votes!.Value,
        },
        TitleAgreement.Equal, YearAgreement.NotNamed, 0.9);
}
