using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Matching;

/// <summary>Decides which candidate, if any, a reading of a release name means. Pure. A wrong match is worse than none.</summary>
public static class TitleMatcher
{
    /// <summary>Decides for one reading over the candidates of one answer, in its order. Of series (tv) the year is a hint only.</summary>
    public static MatchDecision Decide(Reading reading, bool tv, MatchStrictness strictness, IReadOnlyList<Candidate> candidates, Clues clues)
    {
        var names = TitleNormaliser.Alternatives(reading.Title).Select(TitleNormaliser.Normalise).ToList();
        var scores = candidates.DistinctBy(candidate => candidate.Ref)
            .Select(candidate => Score(names, reading.Year, tv, candidate))
            .OrderByDescending(scored => scored.Score).ThenByDescending(scored => scored.Candidate.Popularity)
            .ToList();
        if (scores.Count == 0)
        {
            return new MatchDecision.None("nothing found", scores);
        }

        var strict = strictness != MatchStrictness.Normal;
        if (strict && reading.Year is null && !IsTelling(names[0]))
        {
            return new MatchDecision.None("the title is too short to tell without a year", scores);
        }

        var accepted = scores.Where(scored => scored.Score >= MatchRules.Threshold
            && (!strict || scored.Title == TitleAgreement.Equal)
            && (strictness != MatchStrictness.Against || scored.Year == YearAgreement.Equal || (tv && clues is not { Season: null, AirDate: null }))
            && (scored.Title != TitleAgreement.CountryAdded || scored.Candidate.Countries.Count > 0)).ToList(); // of unknown origin: details tell
        if (accepted.Count == 0)
        {
            return !strict && OfCountry(scores) is { } ofCountry
                ? new MatchDecision.Accept(ofCountry, scores)
                : ToConfirm(names, tv, strict, candidates, scores);
        }

        // An equal year says more than the torrent's date, which other tools may have written.
        var possible = accepted.Where(scored => scored.Year == YearAgreement.Equal || Namesakes.CanBe(scored.Candidate, clues)).ToList();
        if (possible.Count == 0)
        {
            return new MatchDecision.None($"too early for {Namesakes.Names(accepted)}: the torrent {Seen(clues)}", scores);
        }

        var evidence = possible.Count < accepted.Count ? $"the torrent {Seen(clues)}, before the others" : null;
        if (tv && possible[0].Year != YearAgreement.Equal && OfSeason(possible, reading.Year, clues.Season) is { } ofSeason)
        {
            return new MatchDecision.Accept(ofSeason, scores, $"by its first year only its season {clues.Season} is of {reading.Year}");
        }

        // A season's year looks like the first year of another series: "Cosmos 2014" is not the series of 1980.
        var best = possible[0];
        if (best.Year == YearAgreement.Later && possible.Exists(scored => scored.Year == YearAgreement.Equal))
        {
            return new MatchDecision.None("ambiguous: a series of exactly this year agrees less in its title", scores);
        }

        var contenders = possible.Where(scored => best.Score - scored.Score < MatchRules.Margin || IsKnownByTheArticle(best, scored)).ToList();
        return contenders.Count == 1
            ? new MatchDecision.Accept(best, scores, evidence)
            : Namesakes.Decide(contenders, tv, reading.Year, clues, scores);
    }

    /// <summary>"Boys" is an obscure series, and "The Boys" a famous one.</summary>
    private static bool IsKnownByTheArticle(ScoredCandidate best, ScoredCandidate scored) =>
        best.Title == TitleAgreement.Equal && scored.Title == TitleAgreement.ArticleDiffers && scored.Year == best.Year
        && scored.Candidate.Popularity * MatchRules.ArticleShare * 2 >= Math.Max(best.Candidate.Popularity, MatchRules.LeastPopularity);

    private static string Seen(Clues clues) => clues.Published is { } published
        ? string.Create(CultureInfo.InvariantCulture, $"was first seen on {published:yyyy-MM-dd}")
        : string.Create(CultureInfo.InvariantCulture, $"is of {clues.AirDate:yyyy-MM-dd}");

    /// <summary>
    /// "House of Cards 2016 S04" is the series of 2013, not of 1990. Chooses the only accepted series whose season, at one season a year,
    /// falls in the year that the name gives.
    /// </summary>
    private static ScoredCandidate? OfSeason(List<ScoredCandidate> accepted, int? year, int? season)
    {
        var fitting = accepted.Where(scored => scored.Candidate.Year + season - 1 == year && year is not null).ToList();
        return accepted.Count > 1 && fitting.Count == 1 ? fitting[0] : null;
    }

    /// <summary>
    /// "Ghosts UK": chooses the only series from that country whose title is the name without the country. Chooses none where a series of
    /// unknown origin competes; its details will tell.
    /// </summary>
    private static ScoredCandidate? OfCountry(List<ScoredCandidate> scores)
    {
        var versions = scores.Where(scored => scored is { Title: TitleAgreement.CountryAdded, Score: > 0 }).ToList();
        return versions is [{ Candidate.Countries.Count: > 0 } only] ? only : null;
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

    private static bool IsTelling(NormalisedTitle name) =>
        name.Words.Count > 1 || name.BareKey.Length >= MatchRules.StrictLength || name.BareKey.Any(c => c > '\u2E80') && name.BareKey.Length >= 3;

    /// <summary>
    /// TMDB's search also matches translated and alternative titles without naming them. A candidate whose own titles do not explain the
    /// hit, and whose year does not contradict, is worth one details call, which lists all its titles.
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
            .Where((candidate, rank) => candidate.OtherTitles.Count == 0
                && IsPlausible(byRef[candidate.Ref], names, tv, few: rank == 0 || candidates.Count <= MatchRules.FewResults))
            .OrderBy(candidate => byRef[candidate.Ref].Year)
            .Take(MatchRules.Confirmations)
            .ToList();
        return plausible.Count > 0 && !strict
            ? new MatchDecision.Confirm(plausible, reason, scores)
            : new MatchDecision.None(reason, scores);
    }

    private static bool IsPlausible(ScoredCandidate scored, List<NormalisedTitle> names, bool tv, bool few)
    {
        var enough = few || (tv && scored.Title is TitleAgreement.CountryAdded or TitleAgreement.SubtitleMissing);
        return scored.Year switch
        {
            YearAgreement.Contradicts => false,
            YearAgreement.Equal => true,
            YearAgreement.OneApart or YearAgreement.NotNamed => enough,
            _ => tv && enough,
        } && (scored.Title == TitleAgreement.SubtitleMissing || !IsExplained(scored.Candidate, names));
    }

    /// <summary>One of its own titles holds all words of the name and at least as many others: "Grace" found "Will &amp; Grace".</summary>
    private static bool IsExplained(Candidate candidate, List<NormalisedTitle> names) =>
        new[] { candidate.Title, candidate.OriginalTitle ?? "" }.Select(TitleNormaliser.Normalise).Any(title =>
            names.Any(name => name.Words.All(title.Words.Contains) && title.Words.Count >= 2 * name.Words.Count));
}
