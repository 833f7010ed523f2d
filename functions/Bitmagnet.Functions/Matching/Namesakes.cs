using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Matching;

/// <summary>
/// Chooses among candidates that agree equally in title and year. Pure. Evidence is weighed in this order: what is possible (dates,
/// seasons, episodes), the language in the name, popularity and votes on TMDB. Missing data is never evidence.
/// </summary>
internal static class Namesakes
{
    /// <summary>
    /// Of two or more that agree equally with a name of a year (null: none) chooses one, asks for details that may decide, or takes none.
    /// </summary>
    public static MatchDecision Decide(
        IReadOnlyList<ScoredCandidate> contenders, bool tv, int? year, Clues clues, IReadOnlyList<ScoredCandidate> scores)
    {
        var evidence = new List<string>();
        var left = contenders;
        if (tv)
        {
            left = Keep(left, Agreeing(left, year, clues), evidence, $"only it can have {Wanted(clues)}", $"only {{0}} of {{1}} can have {Wanted(clues)}");
        }

        left = Keep(left, clues.Language is { } language ? [.. left.Where(one => one.Candidate.Language == language)] : [],
            evidence, $"only it is in the language of the name ({clues.Language})", $"only {{0}} of {{1}} are in the language of the name ({clues.Language})");
        if (left.Count == 1)
        {
            return new MatchDecision.Accept(left[0], scores, string.Join("; ", evidence));
        }

        var ranked = left.OrderByDescending(Use).ThenByDescending(one => one.Candidate.Votes).ToList();
        var (leader, next) = (ranked[0], ranked[1]);
        var leads = Leads(leader, ranked.Skip(1), tv, tv ? MatchRules.SeriesLead : MatchRules.FilmLead);
        var fit = tv ? Fit(leader.Candidate, year, clues) : RunAgreement.NotKnown;
        if (tv && Tells(clues) && (!leads || leader.Candidate.Run is null || fit is RunAgreement.HasNot or RunAgreement.MayHave)
            && ToInspect(contenders, ranked, leads && leader.Candidate.Run is null) is { Count: > 0 } toInspect)
        {
            return new MatchDecision.Inspect([.. toInspect.Select(one => one.Candidate)], "several agree equally: their seasons may tell", scores);
        }

        if (leads)
        {
            if (fit == RunAgreement.Has && evidence.Count == 0)
            {
                evidence.Add($"it has {Wanted(clues)}");
            }

            evidence.Add(string.Create(CultureInfo.InvariantCulture,
                $"used far more than the others: popularity {leader.Candidate.Popularity:0.#}, {leader.Candidate.Votes} votes; next {Names([next])} with {next.Candidate.Popularity:0.#}, {next.Candidate.Votes}"));
            return new MatchDecision.Accept(leader, scores, string.Join("; ", evidence));
        }

        return new MatchDecision.None($"ambiguous: {ranked.Count} candidates agree equally: {Names(ranked)}; {Lead(leader, next, tv)}", scores);
    }

    private static string Lead(ScoredCandidate leader, ScoredCandidate next, bool tv)
    {
        var (lead, needed) = (Use(leader) / Use(next), tv ? MatchRules.SeriesLead : MatchRules.FilmLead);
        return string.Create(CultureInfo.InvariantCulture, $"the first is {lead:0.#} times as popular as the next{(lead < needed ? $", and {needed:0.#} times decide" : ", but has too few votes")}");
    }

    /// <summary>Whether a series has what the name says.</summary>
    public static RunAgreement Fit(Candidate candidate, int? year, Clues clues)
    {
        if (candidate.Run is not { } run)
        {
            return RunAgreement.NotKnown;
        }

        if (clues.AirDate is { } day)
        {
            return run.Last is not { } last ? RunAgreement.NotKnown
                : day <= last.AddDays(MatchRules.EarliestDays) ? RunAgreement.Has
                : RunAgreement.HasNot;
        }

        if (clues.Season is not { } number || run.Seasons.All(one => one.Episodes == 0))
        {
            return RunAgreement.NotKnown;
        }

        var season = run.Seasons.FirstOrDefault(one => one.Number == number);
        if (season is null)
        {
            return RunAgreement.HasNot;
        }

        var isOfYear = year is null || year == candidate.Year || season.Date is not { } date || Math.Abs(date.Year - year.Value) <= 1;
        var isOfAll = number == 1 && clues.Episode <= run.Seasons.Sum(one => one.Episodes);
        var hasEpisode = clues.Episode is null || season.Episodes == 0 || clues.Episode <= season.Episodes || (isOfAll && (clues.IsCounted || candidate.Language is "ja" or "zh"));

        // "S01E900" is counted through all seasons too, and TMDB counts double episodes differently.
        var mayHaveIt = isOfAll || clues.Episode <= season.Episodes + MatchRules.UncountedEpisodes;
        return !isOfYear ? RunAgreement.HasNot : hasEpisode ? RunAgreement.Has : mayHaveIt ? RunAgreement.MayHave : RunAgreement.HasNot;
    }

    /// <summary>
    /// Whether a title already existed when the torrent was first seen or the episode was shown. Unknown dates rule nothing out.
    /// </summary>
    public static bool CanBe(Candidate candidate, Clues clues)
    {
        var first = candidate.Date?.AddDays(-MatchRules.EarliestDays);
        return first is null || ((clues.Published is null || clues.Published >= first) && (clues.AirDate is null || clues.AirDate >= first));
    }

    /// <summary>Lists at most five candidates as "Suits (2011, tmdb/37680)".</summary>
    public static string Names(IEnumerable<ScoredCandidate> candidates) => string.Join(", ", candidates.Take(5).Select(one =>
        $"{one.Candidate.Title} ({one.Candidate.Year?.ToString(CultureInfo.InvariantCulture) ?? "no year"}, {one.Candidate.Ref.Source}/{one.Candidate.Ref.Id})"));

    /// <summary>
    /// The candidates that have the episode or, failing that, may have it, plus those with unknown seasons; all if none may.
    /// </summary>
    private static List<ScoredCandidate> Agreeing(IReadOnlyList<ScoredCandidate> contenders, int? year, Clues clues)
    {
        var fits = contenders.Select(one => (Contender: one, Fit: Fit(one.Candidate, year, clues))).ToList();
        var best = fits.Min(one => one.Fit);
        return [.. fits.Where(one => best > RunAgreement.MayHave || one.Fit == best || one.Fit == RunAgreement.NotKnown).Select(one => one.Contender)];
    }

    private static IReadOnlyList<ScoredCandidate> Keep(
        IReadOnlyList<ScoredCandidate> before, List<ScoredCandidate> after, List<string> evidence, string one, string several)
    {
        if (after.Count == 0 || after.Count == before.Count)
        {
            return before;
        }

        evidence.Add(after.Count == 1 ? one : string.Format(CultureInfo.InvariantCulture, several, after.Count, before.Count));
        return after;
    }

    /// <summary>
    /// The candidates whose details are worth a request: the leader alone, whose details are needed anyway, or the likeliest ones.
    /// </summary>
    private static List<ScoredCandidate> ToInspect(IReadOnlyList<ScoredCandidate> contenders, List<ScoredCandidate> ranked, bool leaderAlone)
    {
        var room = MatchRules.Inspections - contenders.Count(one => one.Candidate.Run is not null);
        return [.. ranked.Where(one => one.Candidate.Run is null).Take(leaderAlone ? Math.Min(1, room) : Math.Max(0, room))];
    }

    /// <summary>Whether one title is so much better known than its rivals that a bare name means it. Unknown votes say nothing.</summary>
    internal static bool Leads(ScoredCandidate leader, IEnumerable<ScoredCandidate> rivals, bool tv, double lead)
    {
        var (votes, share) = (leader.Candidate.Votes, tv ? MatchRules.SeriesVotes : MatchRules.FilmVotes);
        return rivals.All(rival => Use(leader) >= lead * Use(rival)
            && ((tv && Use(leader) >= MatchRules.SureSeriesLead * Use(rival)) || votes == 0 || rival.Candidate.Votes == 0 || votes >= share * rival.Candidate.Votes));
    }

    private static double Use(ScoredCandidate one) => Math.Max(one.Candidate.Popularity, MatchRules.LeastPopularity)
        * (one.Title == TitleAgreement.ArticleDiffers ? MatchRules.ArticleShare : 1);

    /// <summary>Nearly every series has the first episodes of a first season.</summary>
    private static bool Tells(Clues clues) =>
        clues.AirDate is not null || clues.Season > 1 || (clues.Season == 1 && clues.Episode > MatchRules.CommonEpisodes);

    private static string Wanted(Clues clues) => clues switch
    {
        { AirDate: { } day } => $"been on air on {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
        { Season: { } season, Episode: { } episode } => $"season {season} episode {episode}",
        { Season: { } season } => $"season {season}",
        _ => "",
    };
}

/// <summary>How a series' seasons and dates agree with a name.</summary>
public enum RunAgreement
{
    /// <summary>The series has that season and episode, or aired that day.</summary>
    Has,

    /// <summary>The series has enough episodes if they are counted through all seasons, or lacks only a few.</summary>
    MayHave,

    /// <summary>The name gives no episode, or the seasons are not known.</summary>
    NotKnown,

    /// <summary>The series does not have it.</summary>
    HasNot,
}
