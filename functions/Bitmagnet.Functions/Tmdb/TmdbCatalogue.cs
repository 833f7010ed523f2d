using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Microsoft.Extensions.Caching.Memory;
using ZiggyCreatures.Caching.Fusion;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The only way to TMDB. A look-up is answered from memory, from the table or, if the gate is open, by TMDB. Equal look-ups of one instance
/// are made once. The answer that TMDB is unavailable is never kept. A repeated look-up ignores answers from before the time it names. A
/// look-up on which TMDB fails while it answers others is not made again before its time.
/// </summary>
public sealed class TmdbCatalogue(
    TmdbClient client, TmdbGate gate, TmdbCacheStore store, TmdbOptions options, TmdbMetrics metrics, TimeProvider time, Random random,
    ILogger<TmdbCatalogue> logger) : IDisposable
{
    /// <summary>Memory saves reads of the table, not requests to TMDB; an hour covers the repeats of a backlog.</summary>
    private static readonly TimeSpan LongestInMemory = TimeSpan.FromHours(1);

    // The cache beneath holds nothing but memory, which needs no disposal.
    private readonly FusionCache flights = new(
        new FusionCacheOptions { CacheName = "tmdb" }, new MemoryCache(new MemoryCacheOptions { SizeLimit = options.CacheMemoryEntries }));

    /// <summary>Begins a visit to the cache, for the calls that answer one look-up of a title.</summary>
    internal TmdbCacheVisit Visit() => new(store);

    /// <summary>The first page of a search; no result is NotFound.</summary>
    public Task<TmdbAnswer<TmdbSearchPage>> SearchAsync(TmdbSearch search, CancellationToken cancellationToken) =>
        WithVisitAsync(visit => SearchAsync(search, visit, cancellationToken), cancellationToken);

    /// <summary>The same within a visit, which stores the answer.</summary>
    internal Task<TmdbAnswer<TmdbSearchPage>> SearchAsync(TmdbSearch search, TmdbCacheVisit visit, CancellationToken cancellationToken)
    {
        var year = time.GetUtcNow().Year;
        var isRecent = TmdbLifetimes.IsRecent(search.Released, year);
        return LookUpAsync(
            new LookUp<TmdbSearchPage>(TmdbKeys.Search(options, search, isRecent), token => client.SearchAsync(search, token))
            {
                Group = TmdbKeys.Group(search.Query),
                IsWhatWasAsked = page => HasTitle(page, search, isRecent),
                Life = isFound => TmdbLifetimes.Of(options, isFound, search.Released, year, random.NextDouble()),
                Titles = page => page.Results.Count,
            },
            search.Since,
            visit,
            cancellationToken);
    }

    /// <summary>
    /// The details of a movie or a show, with its other titles. If these are to be compared with a name, later names' will be too; if not,
    /// the content is about to be stored in bitmagnet's database and is found there, so the answer is kept for minutes only.
    /// <paramref name="since"/> ignores cached answers from before a time; null: any answer that has not expired will do.
    /// </summary>
    public Task<TmdbAnswer<TmdbDetails>> DetailsAsync(TmdbKind kind, int id, bool toCompare, DateTimeOffset? since, CancellationToken cancellationToken) =>
        WithVisitAsync(visit => DetailsAsync(kind, id, null, toCompare, since, visit, cancellationToken), cancellationToken);

    /// <summary>The same within a visit, which stores the answer, beside the searches for its <paramref name="title"/> where that is known.</summary>
    internal Task<TmdbAnswer<TmdbDetails>> DetailsAsync(
        TmdbKind kind, int id, string? title, bool toCompare, DateTimeOffset? since, TmdbCacheVisit visit, CancellationToken cancellationToken) =>
        LookUpAsync(
            new LookUp<TmdbDetails>(TmdbKeys.Details(options, kind, id), token => client.DetailsAsync(kind, id, token))
            {
                Group = title is null ? null : TmdbKeys.Group(title),
                Life = isFound => isFound && !toCompare
                    ? TmdbLifetimes.UntilStored : TmdbLifetimes.Of(options, isFound, null, time.GetUtcNow().Year, random.NextDouble()),
                Titles = details => details.OtherTitles.Count,
            },
            since,
            visit,
            cancellationToken);

    /// <summary>
    /// The title of a kind that has an id of <c>imdb</c> (with its <c>tt</c>) or <c>tvdb</c>; <paramref name="since"/> as for details.
    /// </summary>
    public Task<TmdbAnswer<ContentRef>> FindAsync(string source, string id, TmdbKind kind, DateTimeOffset? since, CancellationToken cancellationToken) =>
        WithVisitAsync(
            visit => LookUpAsync(
                new LookUp<ContentRef>(TmdbKeys.Find(options, source, id, kind), token => client.FindAsync(source, id, kind, token))
                {
                    Life = isFound => TmdbLifetimes.Of(options, isFound, null, time.GetUtcNow().Year, random.NextDouble()),
                },
                since,
                visit,
                cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => flights.Dispose();

    /// <summary>A look-up, and how long its answer is believed.</summary>
    private sealed record LookUp<T>(string Key, Func<CancellationToken, Task<TmdbAnswer<T>>> Ask)
    {
        /// <summary>What has the answer's row of the cache; null: the key itself.</summary>
        public string? Group { get; init; }

        public Func<T, bool> IsWhatWasAsked { get; init; } = _ => true;

        public required Func<bool, TimeSpan> Life { get; init; }

        /// <summary>How many titles an answer holds: its cost in memory.</summary>
        public Func<T, int> Titles { get; init; } = _ => 1;
    }

    /// <summary>An answer in memory.</summary>
    private sealed record Known<T>(TmdbAnswer<T> Answer, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt);

    /// <summary>
    /// Whether a page holds the title itself. A page without it is believed no longer than no page, since the title may appear any day, as
    /// may a recent film with an older film's title.
    /// </summary>
    private static bool HasTitle(TmdbSearchPage page, TmdbSearch search, bool isRecent)
    {
        var wanted = TitleNormaliser.Normalise(search.Query).Key;
        return page.Results.Any(result =>
            (TitleNormaliser.Normalise(result.Title).Key == wanted || TitleNormaliser.Normalise(result.OriginalTitle ?? "").Key == wanted)
            && (!isRecent || search.Kind == TmdbKind.Tv || result.Year is null || Math.Abs(result.Year.Value - search.Released!.Value) <= 1));
    }

    private async Task<T> WithVisitAsync<T>(Func<TmdbCacheVisit, Task<T>> ask, CancellationToken cancellationToken)
    {
        var visit = Visit();
        var answer = await ask(visit);
        await visit.SaveAsync(cancellationToken);
        return answer;
    }

    private async Task<TmdbAnswer<T>> LookUpAsync<T>(LookUp<T> lookUp, DateTimeOffset? since, TmdbCacheVisit visit, CancellationToken cancellationToken)
    {
        if (!options.Enabled || options.ApiKey is null)
        {
            return new TmdbAnswer<T>.Unavailable(await gate.PeekAsync(cancellationToken));
        }

        var now = time.GetUtcNow();
        since = since > now ? now : since; // written by another clock
        while (true)
        {
            var hasAsked = false;
            var known = await flights.GetOrSetAsync<Known<T>>(
                lookUp.Key,
                async (context, token) =>
                {
                    var bucket = await visit.OpenAsync(lookUp.Group ?? lookUp.Key, token);
                    var kept = Kept(bucket, lookUp, since);
                    hasAsked = kept is null;
                    kept ??= await AskAsync(bucket, lookUp, token);
                    context.Options.SetSize(kept.Answer is TmdbAnswer<T>.Found found ? Math.Max(1, lookUp.Titles(found.Value)) : 1)
                        .SetDuration(InMemory(kept.ExpiresAt - time.GetUtcNow()))
                        .SetSkipMemoryCacheWrite(options.CacheMemoryEntries == 0 || kept.Answer is TmdbAnswer<T>.Unavailable or TmdbAnswer<T>.Refused);
                    return kept;
                },
                setup => setup.SetSize(1).SetDuration(LongestInMemory),
                token: cancellationToken);
            if (known.AskedAt < since)
            {
                await flights.RemoveAsync(lookUp.Key, token: cancellationToken); // memory or a running look-up holds the older answer
                continue;
            }

            metrics.LookedUp(known.Answer switch
            {
                TmdbAnswer<T>.Unavailable => "unavailable",
                TmdbAnswer<T>.Refused => "refused",
                _ => hasAsked ? "tmdb" : "cache",
            });
            return known.Answer switch
            {
                TmdbAnswer<T>.Found found => found with { FromCache = !hasAsked },
                TmdbAnswer<T>.NotFound missing => missing with { FromCache = !hasAsked },
                var other => other,
            };
        }
    }

    /// <summary>The cached answer that still holds; a title's fault holds only until its next try.</summary>
    private Known<T>? Kept<T>(TmdbCacheBucket bucket, LookUp<T> lookUp, DateTimeOffset? since)
    {
        var now = time.GetUtcNow();
        if (bucket.Find(lookUp.Key, now) is not { } entry || entry.AskedAt < since)
        {
            return null;
        }

        var answer = TmdbAnswerBytes.Read<T>(entry.Value);
        return (answer as TmdbAnswer<T>.Refused)?.Fault.IsWaiting(now) == false ? null : new Known<T>(answer, entry.AskedAt, entry.ExpiresAt);
    }

    /// <summary>TMDB's answer, which the visit stores if it may be believed.</summary>
    private async Task<Known<T>> AskAsync<T>(TmdbCacheBucket bucket, LookUp<T> lookUp, CancellationToken cancellationToken)
    {
        var state = await gate.PeekAsync(cancellationToken);
        var answer = state.Status == TmdbStatus.Available ? await lookUp.Ask(cancellationToken) : new TmdbAnswer<T>.Unavailable(state);
        var now = time.GetUtcNow();
        if (answer is TmdbAnswer<T>.Unavailable)
        {
            return new Known<T>(answer, now, now);
        }

        var life = TmdbTitleFault.Life;
        if (answer is TmdbAnswer<T>.Refused refused)
        {
            answer = new TmdbAnswer<T>.Refused(Count<T>(bucket, lookUp.Key, refused.Fault.Cause));
        }
        else
        {
            life = lookUp.Life(answer is TmdbAnswer<T>.Found found && lookUp.IsWhatWasAsked(found.Value));
        }

        bucket.Set(lookUp.Key, new TmdbCacheEntry(TmdbAnswerBytes.Of(answer), now, now + life));
        return new Known<T>(answer, now, now + life);
    }

    /// <summary>Counts a title's fault in the table, where the count survives a restart.</summary>
    private TmdbTitleFault Count<T>(TmdbCacheBucket bucket, string key, string cause)
    {
        var now = time.GetUtcNow();
        var before = bucket.Find(key, now) is { } entry ? (TmdbAnswerBytes.Read<T>(entry.Value) as TmdbAnswer<T>.Refused)?.Fault : null;
        var fault = TmdbTitleFault.After(before, cause, now, random.NextDouble());
        Log.TitleRefused(logger, cause, fault.Tries, fault.Until);
        return fault;
    }

    private static TimeSpan InMemory(TimeSpan life) => life < LongestInMemory ? life : LongestInMemory;
}
