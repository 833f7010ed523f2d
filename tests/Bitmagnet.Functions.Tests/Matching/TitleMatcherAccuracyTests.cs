using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>Precision and recall over the labelled titles, printed by category beside bitmagnet's rule (docs/accuracy-matching.md).</summary>
public sealed class TitleMatcherAccuracyTests(ITestOutputHelper output)
{
    private static readonly TitleUniverse Universe = new();

    [Fact]
    public void Decide_LabelledTitles_MeetsPrecisionAndRecall()
    {
        var ours = new MatchAccuracy();
        var theirs = new MatchAccuracy();
        output.WriteLine("| category | names | right | wrong | missed | bitmagnet: right | wrong | missed |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var category in LabelledTitle.All.GroupBy(label => label.Category))
        {
            var (a, b) = (new MatchAccuracy(), new MatchAccuracy());
            foreach (var label in category)
            {
                var actual = Match(label.Reading);
                var bitmagnet = BitmagnetRule.Decide(label.Reading, Universe.Search(label.Reading.Title, label.Reading.Kind == ReleaseKind.Tv))?.Ref.Id;
                a.Add(label.Expected, actual);
                ours.Add(label.Expected, actual);
                b.Add(label.Expected, bitmagnet);
                theirs.Add(label.Expected, bitmagnet);
                if (actual != label.Expected)
                {
                    output.WriteLine($"<!-- {label.Reading} expected {label.Expected ?? "none"}, was {actual ?? "none"} -->");
                }
            }

            output.WriteLine($"| {category.Key} | {category.Count()} | {a.Right} | {a.Wrong} | {a.Missed} | {b.Right} | {b.Wrong} | {b.Missed} |");
        }

        var expected = LabelledTitle.All.Count(label => label.Expected is not null);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{LabelledTitle.All.Count} names, {expected} with an answer. Precision {ours.Precision:P1}, recall {ours.Recall(expected):P1}; bitmagnet's rule: {theirs.Precision:P1}, {theirs.Recall(expected):P1}"));
        Assert.True(LabelledTitle.All.Count >= 300);
        Assert.True(ours.Precision >= 0.995, $"precision {ours.Precision}");
        Assert.True(ours.Recall(expected) >= 0.95, $"recall {ours.Recall(expected)}");
    }

    [Fact]
    public void Decide_EveryCandidateOffered_NeverTakesAWrongOne()
    {
        var wrong =
            from label in LabelledTitle.All
            let tv = label.Reading.Kind == ReleaseKind.Tv
            let decision = TitleMatcher.Decide(label.Reading, tv, MatchStrictness.Normal, Universe.Everything(tv), Clues.None)
            let id = (decision as MatchDecision.Accept)?.Best.Candidate.Ref.Id
            where id is not null && id != label.Expected
            select $"{label.Reading}: {id}";

        Assert.Empty(wrong);
    }

    /// <summary>Decides as the resolver does, with details if the decision asks for them.</summary>
    private static string? Match(Reading reading)
    {
        var tv = reading.Kind == ReleaseKind.Tv;
        var decision = TitleMatcher.Decide(reading, tv, MatchStrictness.Normal, Universe.Search(reading.Title, tv), Clues.None);
        if (decision is MatchDecision.Confirm confirm)
        {
            foreach (var candidate in confirm.Candidates)
            {
                if (TitleMatcher.Decide(reading, tv, MatchStrictness.Normal, [Universe.Details(candidate.Ref)], Clues.None) is MatchDecision.Accept confirmed)
                {
                    return confirmed.Best.Candidate.Ref.Id;
                }
            }
        }

        return (decision as MatchDecision.Accept)?.Best.Candidate.Ref.Id;
    }
}

/// <summary>A title from a release name, and the expected content.</summary>
public sealed record LabelledTitle(string Category, Reading Reading, string? Expected)
{
    public static IReadOnlyList<LabelledTitle> All { get; } = [.. Resource.Lines("labelled.txt").Select(fields => new LabelledTitle(
        fields[0],
        new Reading(fields[1] == "tv" ? ReleaseKind.Tv : ReleaseKind.Movie, fields[2], fields[3].Length > 0 ? Resource.Number(fields[3]) : null),
        fields[4] == "-" ? null : fields[4]))];
}
