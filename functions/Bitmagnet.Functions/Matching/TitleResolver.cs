using System.Globalization;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Matching;

/// <summary>
/// Resolves release names in batches with the fewest requests: equal names are one look-up; bitmagnet's own content answers first, in one
/// statement; a search is made without the year, so that it answers every year of a title; details are asked only for what was accepted
/// and is not stored, or to confirm a match by another title.
/// </summary>
/// <param name="local">bitmagnet's content; null where there is no database (explain).</param>
/// <param name="tmdb">TMDB behind its cache.</param>
public sealed class TitleResolver(LocalContent? local, TmdbCatalogue tmdb)
{
    /// <summary>Look-ups of one batch under way at once. The budget over all instances is kept elsewhere.</summary>
    private const int Parallelism = 8;

    /// <summary>Look-ups that are taken to their end before others begin: what a cut costs at most.</summary>
    private const int PartSize = 2 * Parallelism;

    /// <summary>
    /// One resolution for each request, in order. Never throws because the caller cuts it off: what was decided by then is answered, the
    /// rest is <see cref="Resolution.Undecided"/>.
    /// </summary>
    public async Task<IReadOnlyList<Resolution>> ResolveAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken)
    {
        var lookups = new Dictionary<string, TitleLookup>(StringComparer.Ordinal);
        var asked = new List<(ReleaseName Release, TitleLookup Lookup)>(requests.Count);
        foreach (var request in requests)
        {
            var release = ReleaseParser.Parse(request.Name);
            var lookup = new TitleLookup(release, request.Type, request.Strict, request.Anew);
            lookups.TryAdd(lookup.Key, lookup);
            asked.Add((release, lookups[lookup.Key]));
        }

        try
        {
            await DecideAsync(lookups.Values, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Each look-up says itself how far it came.
        }

        return [.. asked.Select(item => item.Lookup.ToResolution(item.Release))];
    }

    private async Task DecideAsync(IReadOnlyCollection<TitleLookup> lookups, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await FindLocallyAsync([.. lookups.Where(lookup => !lookup.Anew)], cancellationToken);

        // What bitmagnet has is decided first, since it need not wait for TMDB.
        foreach (var part in lookups.OrderBy(lookup => lookup.Accepted is null).Chunk(PartSize))
        {
            await Parallel.ForEachAsync(part.Where(lookup => lookup.Accepted is null), options, SearchAsync);
            await FindLocallyAsync([.. part.Where(IsWithoutTmdb)], cancellationToken);
            await LoadStoredAsync([.. part.Where(lookup => lookup is { Accepted: not null, Content: null })], cancellationToken);
            await Parallel.ForEachAsync(part.Where(lookup => lookup is { Accepted: not null, Content: null }), options, LoadDetailsAsync);
        }
    }

    /// <summary>
    /// There is no TMDB that could know better, now or after an outage: stored content is all there is, and is decided by as an answer of
    /// TMDB's would be.
    /// </summary>
    private static bool IsWithoutTmdb(TitleLookup lookup) => lookup.Unavailable?.Status is TmdbStatus.Disabled or TmdbStatus.Unconfigured;

    private async Task FindLocallyAsync(IReadOnlyList<TitleLookup> lookups, CancellationToken cancellationToken)
    {
        var questions = lookups.SelectMany(lookup => lookup.Questions.Select(question => (Lookup: lookup, Question: question))).ToList();
        if (local is null || questions.Count == 0)
        {
            return;
        }

        var answers = await local.FindByTitlesAsync([.. questions.Select(item => (item.Question.Query, item.Lookup.Type))], cancellationToken);
        foreach (var ((lookup, question), candidates) in questions.Zip(answers))
        {
            if (lookup.Accepted is null && lookup.Decide(question, "bitmagnet's content", candidates) is MatchDecision.Accept { Best: var best })
            {
                if (IsSureLocally(best) || IsWithoutTmdb(lookup))
                {
                    lookup.Accepted = best;
                }
                else
                {
                    lookup.Note("  not sure enough among stored content only: TMDB may have another of this title");
                }
            }
        }
    }

    /// <summary>
    /// Stored content is a part of TMDB, so that one candidate there is no proof that there is one: only an equal title of an equal year is
    /// taken where TMDB can be asked. Else the answer would depend on what was attached before: the one stored "Doctor Who" is of 1963.
    /// </summary>
    private static bool IsSureLocally(ScoredCandidate best) => best is { Title: TitleAgreement.Equal, Year: YearAgreement.Equal };

    private async ValueTask SearchAsync(TitleLookup lookup, CancellationToken cancellationToken)
    {
        var reason = "the name gives no single title";
        foreach (var question in lookup.Questions)
        {
            if (await AskAsync(lookup, question, cancellationToken) is not { } decision)
            {
                return;
            }

            if (decision is MatchDecision.Accept accept)
            {
                lookup.Accepted = accept.Best;
                return;
            }

            if (decision is MatchDecision.Confirm confirm)
            {
                await ConfirmAsync(lookup, question, confirm, cancellationToken);
            }

            if (lookup.Accepted is not null || lookup.IsCutShort)
            {
                return;
            }

            reason = decision is MatchDecision.None none ? none.Reason : ((MatchDecision.Confirm)decision).Reason;
        }

        lookup.Reason = reason;
    }

    /// <summary>Null where TMDB cannot be asked.</summary>
    private async Task<MatchDecision?> AskAsync(TitleLookup lookup, TitleQuestion question, CancellationToken cancellationToken)
    {
        if (await PageAsync(lookup, question, null, cancellationToken) is not { } page)
        {
            return null;
        }

        if (page.Results.Count == 0 && !lookup.Strict && question == lookup.Questions[0] && WiderQuery.Of(question.Query, lookup.IsTv && question.EndsInCountry) is { } wider)
        {
            return await AskWiderAsync(lookup, question with { Query = wider }, cancellationToken);
        }

        var decision = DecideWithOtherReadings(lookup, question, page.Results);
        var isSure = decision is MatchDecision.Accept { Best.Year: YearAgreement.Equal };
        if (question.Reading.Year is not { } year || page.TotalResults <= page.Results.Count || isSure)
        {
            return decision;
        }

        // A common title: the one of this year may be on a later page.
        if (await PageAsync(lookup, question, year, cancellationToken) is not { } ofYear)
        {
            return null;
        }

        var narrowed = lookup.Decide(question, $"TMDB search of {year.ToString(CultureInfo.InvariantCulture)}", ofYear.Results);
        return narrowed is MatchDecision.None ? decision : narrowed;
    }

    /// <summary>
    /// Once more for a name whose title finds nothing: no more than this one request, so that nothing is confirmed by details. A film's year
    /// keeps the answer to one page.
    /// </summary>
    private async Task<MatchDecision?> AskWiderAsync(TitleLookup lookup, TitleQuestion wider, CancellationToken cancellationToken)
    {
        if (await PageAsync(lookup, wider, lookup.IsTv ? null : wider.Reading.Year, cancellationToken) is not { } page)
        {
            return null;
        }

        var decision = lookup.Decide(wider, "TMDB search", page.Results);
        return decision is MatchDecision.Confirm confirm ? new MatchDecision.None(confirm.Reason, confirm.Scores) : decision;
    }

    /// <summary>
    /// A further reading that is a longer or shorter form of the title ("The Good German", of which "German" may be a language) is not worth
    /// a request, but the answer to the first may hold it.
    /// </summary>
    private static MatchDecision DecideWithOtherReadings(TitleLookup lookup, TitleQuestion question, IReadOnlyList<Candidate> results)
    {
        var first = lookup.Decide(question, "TMDB search", results);
        if (first is MatchDecision.Accept || first.Scores.Any(scored => scored.Score >= MatchRules.Threshold))
        {
            return first;
        }

        return lookup.OtherReadings(question)
            .Select(other => lookup.Decide(other, results))
            .FirstOrDefault(decision => decision is MatchDecision.Accept) ?? first;
    }

    private async Task<TmdbSearchPage?> PageAsync(TitleLookup lookup, TitleQuestion question, int? year, CancellationToken cancellationToken)
    {
        switch (await tmdb.SearchAsync(
            new TmdbSearch(Kind(lookup.Type), question.Query, year) { Released = question.Reading.Year, Anew = lookup.Anew }, cancellationToken))
        {
            case TmdbAnswer<TmdbSearchPage>.Found found:
                return found.Value;
            case TmdbAnswer<TmdbSearchPage>.Unavailable unavailable:
                lookup.Unavailable = unavailable.State;
                lookup.Note($"TMDB cannot be asked: {unavailable.State.Status}");
                return null;
            case TmdbAnswer<TmdbSearchPage>.Refused refused:
                lookup.Refused = refused.Fault;
                lookup.Note($"TMDB fails on this look-up: {refused.Fault.Cause}");
                return null;
            default:
                return new TmdbSearchPage([], 0);
        }
    }

    private async Task ConfirmAsync(TitleLookup lookup, TitleQuestion question, MatchDecision.Confirm confirm, CancellationToken cancellationToken)
    {
        foreach (var candidate in confirm.Candidates)
        {
            if (await DetailsAsync(lookup, candidate.Ref, cancellationToken) is not { } details)
            {
                if (lookup.IsCutShort)
                {
                    return;
                }

                continue;
            }

            var complete = candidate with { OtherTitles = details.OtherTitles };
            if (lookup.Decide(question, $"TMDB details of {candidate.Ref.Id} for", [complete]) is MatchDecision.Accept accept)
            {
                lookup.Accepted = accept.Best;
                lookup.Content = details.Content;
                return;
            }
        }
    }

    private async Task LoadStoredAsync(IReadOnlyList<TitleLookup> lookups, CancellationToken cancellationToken)
    {
        if (local is null || lookups.Count == 0)
        {
            return;
        }

        // A search does not tell adult movies from others, bitmagnet's key does.
        var stored = await local.LoadAsync([.. lookups.SelectMany(Keys).Distinct()], cancellationToken);
        foreach (var lookup in lookups)
        {
            lookup.Content = Keys(lookup).Select(stored.GetValueOrDefault).FirstOrDefault(content => content is not null);
            lookup.IsStored = lookup.Content is not null;
        }
    }

    private static IEnumerable<ContentRef> Keys(TitleLookup lookup)
    {
        var key = lookup.Accepted!.Candidate.Ref;
        return key.Type == ContentType.Movie ? [key, key with { Type = ContentType.Xxx }] : [key];
    }

    private async ValueTask LoadDetailsAsync(TitleLookup lookup, CancellationToken cancellationToken)
    {
        lookup.Content = (await DetailsAsync(lookup, lookup.Accepted!.Candidate.Ref, cancellationToken))?.Content;
        lookup.Reason = "gone: it was found, and has no details";
    }

    private async Task<TmdbDetails?> DetailsAsync(TitleLookup lookup, ContentRef reference, CancellationToken cancellationToken)
    {
        if (reference.Source != ContentRef.Tmdb || !int.TryParse(reference.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null; // content of another source that was deleted meanwhile
        }

        switch (await tmdb.DetailsAsync(Kind(lookup.Type), id, lookup.Anew, cancellationToken))
        {
            case TmdbAnswer<TmdbDetails>.Found found:
                return found.Value;
            case TmdbAnswer<TmdbDetails>.Unavailable unavailable:
                lookup.Unavailable = unavailable.State;
                lookup.Note($"TMDB cannot be asked: {unavailable.State.Status}");
                return null;
            case TmdbAnswer<TmdbDetails>.Refused refused:
                lookup.Refused = refused.Fault;
                lookup.Note($"TMDB fails on this look-up: {refused.Fault.Cause}");
                return null;
            default:
                return null;
        }
    }

    private static TmdbKind Kind(ContentType type) => type == ContentType.TvShow ? TmdbKind.Tv : TmdbKind.Movie;
}
