using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Resolving;

/// <summary>
/// Asks TMDB about one look-up, with the fewest requests: a search without the year answers every year of a title; details are asked to
/// tell namesakes apart or to confirm a match by another title, and are kept for the content that is accepted.
/// </summary>
internal sealed class TitleSearch(TmdbCatalogue tmdb)
{
    /// <summary>Accepts a candidate, or says why there is none, or that TMDB cannot be asked.</summary>
    public async ValueTask RunAsync(TitleLookup lookup, CancellationToken cancellationToken)
    {
        string? first = null;
        foreach (var kind in lookup.Kinds)
        {
            if (lookup.Accepted is { } best && (!kind.IsRival || best is { Title: TitleAgreement.Equal, Year: YearAgreement.Equal }))
            {
                return;
            }

            lookup.Kind = kind;
            var (accepted, reason) = await AskForKindAsync(lookup, cancellationToken);
            if (lookup.IsCutShort)
            {
                return;
            }

            if (accepted is not null)
            {
                lookup.Accept(accepted);
            }

            first ??= reason;
        }

        // Only once every kind was asked, and never of a title that is found: a look-up with a reason is done with, one that is cut is not.
        if (lookup.Accepted is null)
        {
            lookup.Reason ??= first;
        }
    }

    /// <summary>The details of a candidate; null where there are none, or TMDB cannot be asked.</summary>
    public async Task<TmdbDetails?> DetailsAsync(TitleLookup lookup, Candidate candidate, bool toCompare, CancellationToken cancellationToken)
    {
        var reference = candidate.Ref;
        if (lookup.KnownDetails(reference) is { } known)
        {
            return known;
        }

        if (reference.Source != ContentRef.Tmdb || !int.TryParse(reference.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null; // content of another source that was deleted meanwhile
        }

        var details = lookup.Take(await tmdb.DetailsAsync(Kind(reference.Type), id, candidate.Title, toCompare, lookup.Since, lookup.Cache, cancellationToken));
        if (details is not null)
        {
            lookup.Keep(reference, details);
        }

        return details;
    }

    private async Task<(MatchDecision.Accept? Accepted, string Reason)> AskForKindAsync(TitleLookup lookup, CancellationToken cancellationToken)
    {
        var reason = "the name gives no single title";
        foreach (var question in lookup.Questions)
        {
            var decision = await AskAsync(lookup, question, cancellationToken);
            if (decision is MatchDecision.Confirm confirm)
            {
                decision = await ConfirmAsync(lookup, question, confirm, cancellationToken);
            }

            switch (decision)
            {
                case null:
                    return (null, reason);
                case MatchDecision.Accept accept:
                    return (accept, reason);
                case MatchDecision.None none:
                    reason = none.Reason;
                    break;
                default:
                    throw new InvalidOperationException($"{decision.GetType()} is no final decision.");
            }
        }

        return (null, reason);
    }

    /// <summary>Null where TMDB cannot be asked.</summary>
    private async Task<MatchDecision?> AskAsync(TitleLookup lookup, TitleQuestion question, CancellationToken cancellationToken)
    {
        if (await PageAsync(lookup, question, null, cancellationToken) is not { } page)
        {
            return null;
        }

        var decision = await DecideAsync(lookup, question, SearchOf(lookup.Kind), page.Results, cancellationToken);
        if (decision is MatchDecision.None none && none.Scores.All(scored => scored.Title == TitleAgreement.Different)
            && (lookup.Kind.Strictness == MatchStrictness.Normal || lookup.Kind.IsRival) && question == lookup.Questions[0]
            && question.Wider(lookup.Kind.IsTv, none.Scores.Count == 0) is { } wider)
        {
            return await AskWiderAsync(lookup, wider, cancellationToken);
        }

        var isSure = decision is MatchDecision.Accept { Best.Year: YearAgreement.Equal };
        if (question.Reading.Year is not { } year || page.TotalResults <= page.Results.Count || isSure || decision is null)
        {
            return decision;
        }

        // A common title: the one of this year may be on a later page.
        if (await PageAsync(lookup, question, year, cancellationToken) is not { } ofYear)
        {
            return null;
        }

        var narrowed = await DecideAsync(lookup, question, $"{SearchOf(lookup.Kind)} of {year.ToString(CultureInfo.InvariantCulture)}", ofYear.Results, cancellationToken);
        return narrowed is MatchDecision.None ? decision : narrowed;
    }

    /// <summary>
    /// Once more for a name whose title finds nothing: no more than this one request, so that nothing is confirmed by details. A film's year
    /// keeps the answer to one page.
    /// </summary>
    private async Task<MatchDecision?> AskWiderAsync(TitleLookup lookup, TitleQuestion wider, CancellationToken cancellationToken)
    {
        if (await PageAsync(lookup, wider, lookup.Kind.IsTv ? null : wider.Reading.Year, cancellationToken) is not { } page)
        {
            return null;
        }

        var decision = await DecideAsync(lookup, wider, SearchOf(lookup.Kind), page.Results, cancellationToken);
        return decision is MatchDecision.Confirm confirm ? new MatchDecision.None(confirm.Reason, confirm.Scores) : decision;
    }

    /// <summary>Decides over an answer, and again with the details that a decision asks for. Null where TMDB cannot be asked for them.</summary>
    private async Task<MatchDecision?> DecideAsync(
        TitleLookup lookup, TitleQuestion question, string source, IReadOnlyList<Candidate> results, CancellationToken cancellationToken)
    {
        var known = results.ToList();
        var decision = DecideWithOtherReadings(lookup, question, source, known);
        while (decision is MatchDecision.Inspect inspect)
        {
            foreach (var candidate in inspect.Candidates)
            {
                var details = await DetailsAsync(lookup, candidate, toCompare: true, cancellationToken);
                if (lookup.IsCutShort)
                {
                    return null;
                }

                var at = known.IndexOf(candidate);
                known[at] = candidate with { Run = details?.Run ?? SeriesRun.Unknown };
            }

            decision = DecideWithOtherReadings(lookup, question, $"with the details of {string.Join(", ", inspect.Candidates.Select(candidate => candidate.Ref.Id))}:", known);
        }

        return decision;
    }

    /// <summary>
    /// A further reading that is a longer or shorter form of the title ("The Good German", of which "German" may be a language) is not worth
    /// a request, but the answer to the first may hold it.
    /// </summary>
    private static MatchDecision DecideWithOtherReadings(TitleLookup lookup, TitleQuestion question, string source, IReadOnlyList<Candidate> results)
    {
        var first = lookup.Decide(question, source, results);
        if (first is MatchDecision.Accept || first.Scores.Any(scored => scored.Score >= MatchRules.Threshold))
        {
            return first;
        }

        foreach (var other in lookup.OtherReadings(question))
        {
            var decision = lookup.Decide(other, results);
            if (decision is MatchDecision.Accept or MatchDecision.Inspect)
            {
                return lookup.Noted($"the same, read as \"{other.Title}\"", decision);
            }
        }

        return first;
    }

    private async Task<TmdbSearchPage?> PageAsync(TitleLookup lookup, TitleQuestion question, int? year, CancellationToken cancellationToken)
    {
        var query = new TmdbSearch(Kind(lookup.Kind.Type), question.Query, year) { Released = question.Reading.Year, Since = lookup.Since };
        return lookup.Take(await tmdb.SearchAsync(query, lookup.Cache, cancellationToken)) ?? (lookup.IsCutShort ? null : new TmdbSearchPage([], 0));
    }

    private async Task<MatchDecision?> ConfirmAsync(
        TitleLookup lookup, TitleQuestion question, MatchDecision.Confirm confirm, CancellationToken cancellationToken)
    {
        foreach (var candidate in confirm.Candidates)
        {
            if (await DetailsAsync(lookup, candidate, toCompare: true, cancellationToken) is { } details)
            {
                var complete = candidate with { OtherTitles = details.OtherTitles, Run = details.Run };
                if (lookup.Decide(question, $"TMDB details of {candidate.Ref.Id} for", [complete]) is MatchDecision.Accept accept)
                {
                    return accept;
                }
            }
            else if (lookup.IsCutShort)
            {
                return null;
            }
        }

        return new MatchDecision.None(confirm.Reason, confirm.Scores);
    }

    /// <summary>The search in the trace. It names the kind: two kinds may be asked for the same title.</summary>
    private static string SearchOf(KindToAsk kind) => kind.IsTv ? "TMDB TV search" : "TMDB movie search";

    private static TmdbKind Kind(ContentType type) => type == ContentType.TvShow ? TmdbKind.Tv : TmdbKind.Movie;
}
