using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Matching;

/// <summary>Which candidate, if any, a reading of a release name means. Pure. A wrong match is worse than none.</summary>
public static class TitleMatcher
{
    /// <summary>Decides for one reading over the candidates of one answer.</summary>
    /// <param name="reading">Title and year of the name.</param>
    /// <param name="tv">The candidates are series, whose year is a hint only.</param>
    /// <param name="strict">The name has neither year nor episodes, and nothing else says what it is: only an equal and telling title will do.</param>
    /// <param name="candidates">In the order of the answer.</param>
    /// <param name="season">The one season that the name of a series tells; null where it tells none or several.</param>
    public static MatchDecision Decide(Reading reading, bool tv, bool strict, IReadOnlyList<Candidate> candidates, int? season = null)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(candidates);
        var names = TitleNormaliser.Alternatives(reading.Title).Select(TitleNormaliser.Normalise).ToList();
        var scores = candidates.DistinctBy(candidate => candidate.Ref)
            .Select(candidate => Score(names, reading.Year, tv, candidate))
            .OrderByDescending(scored => scored.Score).ThenByDescending(scored => scored.Candidate.Popularity)
            .ToList();
        if (scores.Count == 0)
        {
            return new MatchDecision.None("nothing found", scores);
        }

        if (strict && reading.Year is null && !IsTelling(names[0]))
        {
            return new MatchDecision.None("the title is too short to tell without a year", scores);
        }

        var accepted = scores.Where(scored => scored.Score >= MatchRules.Threshold
            && (!strict || scored.Title == TitleAgreement.Equal)
            && (scored.Title != TitleAgreement.CountryAdded || scored.Candidate.Countries.Count > 0)).ToList(); // of unknown origin: details tell
        if (accepted.Count == 0)
        {
            return !strict && OfCountry(scores) is { } ofCountry
                ? new MatchDecision.Accept(ofCountry, scores)
                : ToConfirm(names, tv, strict, candidates, scores);
        }

        if (tv && accepted[0].Year != YearAgreement.Equal && OfSeason(accepted, reading.Year, season) is { } ofSeason)
        {
            return new MatchDecision.Accept(ofSeason, scores);
        }

        // A season's year and the first year of another series look alike: "Cosmos 2014" is not the one of 1980.
        var best = accepted[0];
        if (best.Year == YearAgreement.Later && accepted.Exists(scored => scored.Year == YearAgreement.Equal))
        {
            return new MatchDecision.None("ambiguous: a series of exactly this year agrees less in its title", scores);
        }

        var rivals = accepted.Skip(1).TakeWhile(scored => best.Score - scored.Score < MatchRules.Margin).ToList();
        return rivals.Count == 0 || IsFarMorePopular(best, rivals[0])
            ? new MatchDecision.Accept(best, scores)
            : new MatchDecision.None($"ambiguous: {rivals.Count + 1} candidates agree equally", scores);
    }

    /// <summary>
    /// "House of Cards 2016 S04" is the one that began in 2013, not in 1990: of several whose titles agree, the only one whose season would
    /// have been on air in the year that the name gives, at one season a year. It chooses among accepted ones, and never accepts.
    /// </summary>
    private static ScoredCandidate? OfSeason(List<ScoredCandidate> accepted, int? year, int? season)
    {
        var fitting = accepted.Where(scored => scored.Candidate.Year + season - 1 == year && year is not null).ToList();
        return accepted.Count > 1 && fitting.Count == 1 ? fitting[0] : null;
    }

    /// <summary>
    /// "Ghosts UK": of the series whose title is the name without its country, the only one that may come from there. One of unknown origin
    /// may be it as well: then none, and details tell.
    /// </summary>
    private static ScoredCandidate? OfCountry(List<ScoredCandidate> scores)
    {
        var versions = scores.Where(scored => scored is { Title: TitleAgreement.CountryAdded, Score: > 0 }).ToList();
        if (versions.Exists(version => version.Candidate.Countries.Count == 0))
        {
            return null;
        }

        return versions is [var only] ? only : null;
    }

    private static ScoredCandidate Score(List<NormalisedTitle> names, int? year, bool tv, Candidate candidate)
    {
        var best = new TitleSimilarity(TitleAgreement.Different, 0);
        foreach (var title in Titles(candidate))
        {
            var normalised = TitleNormaliser.Normalise(title);
            foreach (var name in names)
            {
                var similarity = TitleSimilarity.Of(name, normalised);
                best = similarity.Value > best.Value && (similarity.Agreement != TitleAgreement.CountryAdded || (tv && MayComeFrom(candidate, name.Country!)))
                    ? similarity
                    : best;
            }
        }

        var agreement = Compare(year, candidate.Year, tv);
        var factor = tv ? MatchRules.TvFactor(agreement) : MatchRules.MovieFactor(agreement);
        return new ScoredCandidate(candidate, best.Agreement, agreement, Math.Round(best.Value * factor, 4));
    }

    private static bool MayComeFrom(Candidate candidate, string country) => candidate.Countries.Count == 0 || candidate.Countries.Contains(country);

    private static IEnumerable<string> Titles(Candidate candidate) =>
        candidate.OtherTitles.Prepend(candidate.OriginalTitle ?? "").Prepend(candidate.Title);

    private static YearAgreement Compare(int? named, int? known, bool tv) => (named, known) switch
    {
        (null, _) => YearAgreement.NotNamed,
        (_, null) => YearAgreement.NotKnown,
        var (a, b) when a == b => YearAgreement.Equal,
        var (a, b) when Math.Abs(a.Value - b.Value) == 1 => YearAgreement.OneApart,
        var (a, b) when tv && a > b => YearAgreement.Later,
        _ => YearAgreement.Contradicts,
    };

    /// <summary>The tie-breaker: only where title and year both agree fully, as with a short film that borrowed the title of a big one.</summary>
    private static bool IsFarMorePopular(ScoredCandidate best, ScoredCandidate rival) =>
        best.Year == YearAgreement.Equal && rival.Year == YearAgreement.Equal
        && best.Candidate.Popularity >= MatchRules.PopularityLead * Math.Max(rival.Candidate.Popularity, 0.1);

    private static bool IsTelling(NormalisedTitle name) =>
        name.Words.Count > 1 || name.BareKey.Length >= MatchRules.StrictLength || name.BareKey.Any(c => c > '\u2E80') && name.BareKey.Length >= 3;

    /// <summary>
    /// TMDB's search also finds translated and alternative titles, but does not say so. A candidate that the year does not contradict and
    /// whose own titles do not explain why it was found is worth one details call, which brings all its titles.
    /// </summary>
    private static MatchDecision ToConfirm(
        List<NormalisedTitle> names, bool tv, bool strict, IReadOnlyList<Candidate> candidates, List<ScoredCandidate> scores)
    {
        var reason = scores.All(scored => scored.Year == YearAgreement.Contradicts) || scores.Any(scored =>
            scored.Title is TitleAgreement.Equal or TitleAgreement.ArticleDiffers && scored.Year == YearAgreement.Contradicts)
            ? "wrong year"
            : "too far: no title agrees";
        var byRef = scores.ToDictionary(scored => scored.Candidate.Ref);
        var plausible = candidates.DistinctBy(candidate => candidate.Ref)
            .Where(candidate => candidate.OtherTitles.Count == 0 && IsPlausible(byRef[candidate.Ref], names, tv, candidates.Count <= MatchRules.FewResults))
            .OrderBy(candidate => byRef[candidate.Ref].Year)
            .Take(MatchRules.Confirmations)
            .ToList();
        return plausible.Count > 0 && !strict
            ? new MatchDecision.Confirm(plausible, reason, scores)
            : new MatchDecision.None(reason, scores);
    }

    private static bool IsPlausible(ScoredCandidate scored, List<NormalisedTitle> names, bool tv, bool few)
    {
        var enough = few || (tv && scored.Title == TitleAgreement.CountryAdded);
        return scored.Year switch
        {
            YearAgreement.Contradicts => false,
            YearAgreement.Equal => true,
            YearAgreement.OneApart or YearAgreement.NotNamed => enough,
            _ => tv && enough,
        } && !IsExplained(scored.Candidate, names);
    }

    /// <summary>One of its own titles holds all words of the name and at least as many others: "Grace" found "Will &amp; Grace".</summary>
    private static bool IsExplained(Candidate candidate, List<NormalisedTitle> names) =>
        new[] { candidate.Title, candidate.OriginalTitle ?? "" }.Select(TitleNormaliser.Normalise).Any(title =>
            names.Any(name => name.Words.All(title.Words.Contains) && title.Words.Count >= 2 * name.Words.Count));
}
