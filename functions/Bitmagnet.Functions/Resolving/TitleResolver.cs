using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Resolving;

/// <summary>
/// Resolves release names in batches with the fewest requests. Equal names share one look-up. TMDB decides, so the result does not depend
/// on the content that bitmagnet already has, the order of jobs or the number of instances. Stored content saves the details call, and
/// decides only where TMDB is off or away.
/// </summary>
/// <param name="local">bitmagnet's content; null where there is no database (explain).</param>
/// <param name="tmdb">TMDB behind its cache.</param>
public sealed class TitleResolver(LocalContent? local, TmdbCatalogue tmdb)
{
    /// <summary>Look-ups of one batch that run at once. The budget of all instances is kept elsewhere.</summary>
    private const int Parallelism = 8;

    /// <summary>Look-ups that finish before the next ones begin: the most that a cancellation can lose of what TMDB was asked for.</summary>
    private const int PartSize = 2 * Parallelism;

    /// <summary>How long a cancelled batch takes at most to keep what TMDB has answered.</summary>
    private static readonly TimeSpan SaveAfterCut = TimeSpan.FromSeconds(2);

    private readonly TitleSearch search = new(tmdb);

    /// <summary>
    /// Returns one resolution for each request, in order. A cancellation does not throw: what is decided by then is returned, and the rest
    /// is <see cref="Resolution.Undecided"/>.
    /// </summary>
    public async Task<IReadOnlyList<Resolution>> ResolveAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken)
    {
        var lookups = new Dictionary<string, TitleLookup>(StringComparer.Ordinal);
        var asked = new List<(ReleaseName Release, TitleLookup Lookup)>(requests.Count);
        foreach (var request in requests)
        {
            var release = ReleaseParser.Parse(request.Name);
            var lookup = new TitleLookup(release, request, tmdb.Visit());
            lookups.TryAdd(lookup.Key, lookup);
            asked.Add((release, lookups[lookup.Key]));
        }

        try
        {
            await DecideAsync(lookups.Values, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Each look-up records how far it got.
        }

        return [.. asked.Select(item => item.Lookup.ToResolution(item.Release))];
    }

    private async Task DecideAsync(IReadOnlyCollection<TitleLookup> lookups, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        try
        {
            await DecideAsync(lookups, options);
        }
        finally
        {
            using var limit = new CancellationTokenSource(SaveAfterCut);
            await SaveAsync(lookups, cancellationToken.IsCancellationRequested ? limit.Token : cancellationToken);
        }
    }

    private async Task DecideAsync(IReadOnlyCollection<TitleLookup> lookups, ParallelOptions options)
    {
        var searched = new List<TitleLookup>(lookups.Count);
        foreach (var part in lookups.Chunk(PartSize))
        {
            await Parallel.ForEachAsync(part, options, SearchAsync);
            searched.AddRange(part);

            // Parts that the cache answers share the statements on stored content: they cost no request, so that a cancellation loses nothing.
            if (part.Any(lookup => lookup.HasAsked))
            {
                await FinishAsync(searched, options);
                await SaveAsync(searched, options.CancellationToken);
                searched.Clear();
            }
        }

        await FinishAsync(searched, options);
    }

    /// <summary>What needs no details is kept at once: other instances ask for the same titles.</summary>
    private async ValueTask SearchAsync(TitleLookup lookup, CancellationToken cancellationToken)
    {
        await search.RunAsync(lookup, cancellationToken);
        if (lookup.Accepted is null)
        {
            await lookup.Cache.SaveAsync(cancellationToken);
        }
    }

    /// <summary>Keeps what TMDB has answered.</summary>
    private static Task SaveAsync(IEnumerable<TitleLookup> lookups, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        lookups.Where(lookup => lookup.Cache.HasNews),
        new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
        async (lookup, token) => await lookup.Cache.SaveAsync(token));

    private async Task FinishAsync(List<TitleLookup> searched, ParallelOptions options)
    {
        await DecideLocallyAsync([.. searched.Where(lookup => IsWithoutTmdb(lookup) || IsTmdbAway(lookup))], options.CancellationToken);
        await LoadStoredAsync([.. searched.Where(lookup => lookup is { Accepted: not null })], options.CancellationToken);
        await Parallel.ForEachAsync(searched.Where(lookup => lookup is { Accepted: not null, Content: null }), options, LoadDetailsAsync);
    }

    /// <summary>Whether TMDB will not answer, now or later: then stored content decides, as a TMDB answer would.</summary>
    private static bool IsWithoutTmdb(TitleLookup lookup) => lookup.Unavailable?.Status is TmdbStatus.Disabled or TmdbStatus.Unconfigured;

    /// <summary>Not where it only asks for patience: what it would have said is known soon.</summary>
    private static bool IsTmdbAway(TitleLookup lookup) =>
        lookup.Unavailable?.Status is TmdbStatus.Outage or TmdbStatus.Unauthorized or TmdbStatus.Blocked;

    private async Task DecideLocallyAsync(IReadOnlyList<TitleLookup> lookups, CancellationToken cancellationToken)
    {
        var questions = lookups
            .SelectMany(lookup => lookup.Kinds.SelectMany(kind => lookup.QuestionsOf(kind).Select(question => (Lookup: lookup, Kind: kind, Question: question))))
            .ToList();
        if (local is null || questions.Count == 0)
        {
            return;
        }

        var answers = await local.FindByTitlesAsync([.. questions.Select(item => (item.Question.Query, item.Kind.Type))], cancellationToken);
        foreach (var ((lookup, kind, question), candidates) in questions.Zip(answers))
        {
            if (lookup.Accepted is not null)
            {
                continue;
            }

            lookup.Kind = kind;
            if (lookup.Decide(question, $"bitmagnet's content of type {kind.Type.ToName()}", candidates) is MatchDecision.Accept accept)
            {
                if (IsSureLocally(accept.Best) || IsWithoutTmdb(lookup))
                {
                    lookup.Accept(accept);
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
    /// taken where TMDB will be back.
    /// </summary>
    private static bool IsSureLocally(ScoredCandidate best) => best is { Title: TitleAgreement.Equal, Year: YearAgreement.Equal };

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
        lookup.Content = (await search.DetailsAsync(lookup, lookup.Accepted!.Candidate, toCompare: false, cancellationToken))?.Content;
        lookup.Reason = "gone: it was found, and has no details";
    }
}
