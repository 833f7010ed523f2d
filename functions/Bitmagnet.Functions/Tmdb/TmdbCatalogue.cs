using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Microsoft.Extensions.Caching.Memory;
using ZiggyCreatures.Caching.Fusion;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The only door to TMDB. A look-up is answered from memory, else from the table, else by TMDB if the gate is open; equal
/// look-ups of an instance are made once. An answer that TMDB is unavailable is never kept. A look-up made anew passes over what is kept.
/// A look-up that TMDB alone fails on is not made again before its time.
/// </summary>
public sealed class TmdbCatalogue : IDisposable
{
    /// <summary>Memory spares the table, not TMDB; an hour holds what a backlog repeats.</summary>
    private static readonly TimeSpan LongestInMemory = TimeSpan.FromHours(1);

    private readonly TmdbClient client;
    private readonly TmdbGate gate;
    private readonly TmdbCacheStore store;
    private readonly TmdbOptions options;
    private readonly TmdbMetrics metrics;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger<TmdbCatalogue> logger;
    private readonly MemoryCache memory;
    private readonly FusionCache flights;

    /// <summary>Does no I/O.</summary>
    public TmdbCatalogue(
        TmdbClient client, TmdbGate gate, TmdbCacheStore store, TmdbOptions options, TmdbMetrics metrics, TimeProvider time, Random random,
        ILogger<TmdbCatalogue> logger)
    {
        this.client = client;
        this.gate = gate;
        this.store = store;
        this.options = options;
        this.metrics = metrics;
        this.time = time;
        this.random = random;
        this.logger = logger;
        memory = new MemoryCache(new MemoryCacheOptions { SizeLimit = options.CacheMemoryEntries });
        flights = new FusionCache(new FusionCacheOptions { CacheName = "tmdb" }, memory);
    }

    /// <summary>The first page of a search; no result is NotFound.</summary>
    public Task<TmdbAnswer<TmdbSearchPage>> SearchAsync(TmdbSearch search, CancellationToken cancellationToken)
    {
        var isRecent = TmdbLifetimes.IsRecent(search.Released, time.GetUtcNow().Year);
        return LookUpAsync(
            TmdbKeys.Search(options, search, isRecent),
            search.Released,
            token => client.SearchAsync(search, token),
            page => HasTitle(page, search, isRecent),
            search.Anew,
            cancellationToken);
    }

    /// <summary>The details of a movie or a show, with its other titles.</summary>
    public Task<TmdbAnswer<TmdbDetails>> DetailsAsync(TmdbKind kind, int id, bool anew, CancellationToken cancellationToken) => LookUpAsync(
        TmdbKeys.Details(options, kind, id), null, token => client.DetailsAsync(kind, id, token), _ => true, anew, cancellationToken);

    /// <summary>The title of a kind that has an external id.</summary>
    /// <param name="source"><c>imdb</c> or <c>tvdb</c>.</param>
    /// <param name="id">The external id; an imdb id with its <c>tt</c>.</param>
    /// <param name="kind">The kind wanted.</param>
    /// <param name="anew">Ask TMDB whatever answer is kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<TmdbAnswer<ContentRef>> FindAsync(string source, string id, TmdbKind kind, bool anew, CancellationToken cancellationToken) => LookUpAsync(
        TmdbKeys.Find(options, source, id, kind), null, token => client.FindAsync(source, id, kind, token), _ => true, anew, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        flights.Dispose();
        memory.Dispose();
    }

    /// <summary>
    /// A page without the title itself is believed no longer than no page: the title may appear any day. So may a recent film of a title
    /// that others had before.
    /// </summary>
    private static bool HasTitle(TmdbSearchPage page, TmdbSearch search, bool isRecent)
    {
        var wanted = TitleNormaliser.Normalise(search.Query).Key;
        return page.Results.Any(result =>
            (TitleNormaliser.Normalise(result.Title).Key == wanted || TitleNormaliser.Normalise(result.OriginalTitle ?? "").Key == wanted)
            && (!isRecent || search.Kind == TmdbKind.Tv || result.Year is null || Math.Abs(result.Year.Value - search.Released!.Value) <= 1));
    }

    private async Task<TmdbAnswer<T>> LookUpAsync<T>(
        string key,
        int? year,
        Func<CancellationToken, Task<TmdbAnswer<T>>> ask,
        Func<T, bool> isWhatWasAsked,
        bool anew,
        CancellationToken cancellationToken)
    {
        if (!options.Enabled || options.ApiKey is null)
        {
            return new TmdbAnswer<T>.Unavailable(await gate.PeekAsync(cancellationToken));
        }

        if (anew)
        {
            var (asked, _) = await AskAndKeepAsync(key, year, ask, isWhatWasAsked, cancellationToken);
            await flights.RemoveAsync(key, token: cancellationToken); // memory may hold what was believed before
            metrics.LookedUp(Source(asked, hasAsked: true));
            return asked;
        }

        var hasAsked = false;
        var answer = await flights.GetOrSetAsync<TmdbAnswer<T>>(
            key,
            async (context, token) =>
            {
                if (await KeptAsync<T>(key, token) is var (kept, expiresAt))
                {
                    context.Options.SetDuration(InMemory(expiresAt - time.GetUtcNow())).SetSkipMemoryCacheWrite(kept is TmdbAnswer<T>.Refused || options.CacheMemoryEntries == 0);
                    return kept;
                }

                var (fresh, life) = await AskAndKeepAsync(key, year, ask, isWhatWasAsked, token);
                hasAsked = life is not null;
                context.Options.SetDuration(InMemory(life ?? TimeSpan.Zero)).SetSkipMemoryCacheWrite(!hasAsked || options.CacheMemoryEntries == 0);
                return fresh;
            },
            setup => setup.SetSize(1).SetDuration(LongestInMemory).SetSkipMemoryCacheWrite(options.CacheMemoryEntries == 0),
            token: cancellationToken);

        metrics.LookedUp(Source(answer, hasAsked));
        return answer switch
        {
            TmdbAnswer<T>.Found found => found with { FromCache = !hasAsked },
            TmdbAnswer<T>.NotFound missing => missing with { FromCache = !hasAsked },
            _ => answer,
        };
    }

    /// <summary>What is kept and still holds; a title's fault only while the title may not be asked.</summary>
    private async Task<(TmdbAnswer<T> Answer, DateTimeOffset ExpiresAt)?> KeptAsync<T>(string key, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(key, cancellationToken) is not var (value, expiresAt))
        {
            return null;
        }

        var kept = TmdbAnswerBytes.Read<T>(value);
        return kept is TmdbAnswer<T>.Refused { Fault: var fault } && !fault.IsWaiting(time.GetUtcNow()) ? null : (kept, expiresAt);
    }

    /// <summary>TMDB's answer, and how long it is believed; null where there is none to believe.</summary>
    private async Task<(TmdbAnswer<T> Answer, TimeSpan? Life)> AskAndKeepAsync<T>(
        string key, int? year, Func<CancellationToken, Task<TmdbAnswer<T>>> ask, Func<T, bool> isWhatWasAsked, CancellationToken cancellationToken)
    {
        var state = await gate.PeekAsync(cancellationToken);
        var answer = state.Status == TmdbStatus.Available ? await ask(cancellationToken) : new TmdbAnswer<T>.Unavailable(state);
        switch (answer)
        {
            case TmdbAnswer<T>.Unavailable:
                return (answer, null);
            case TmdbAnswer<T>.Refused refused:
                return (await KeepAsync<T>(key, refused.Fault.Cause, cancellationToken), null);
            default:
                var isFound = answer is TmdbAnswer<T>.Found found && isWhatWasAsked(found.Value);
                var life = TmdbLifetimes.Of(options, isFound, year, time.GetUtcNow().Year, random.NextDouble());
                await store.SetAsync(key, TmdbAnswerBytes.Of(answer), time.GetUtcNow() + life, cancellationToken);
                return (answer, life);
        }
    }

    /// <summary>Counts a title's fault, where a restart does not lose the count.</summary>
    private async Task<TmdbAnswer<T>> KeepAsync<T>(string key, string cause, CancellationToken cancellationToken)
    {
        var before = await store.GetAsync(key, cancellationToken) is var (value, _) ? (TmdbAnswerBytes.Read<T>(value) as TmdbAnswer<T>.Refused)?.Fault : null;
        var fault = TmdbTitleFault.After(before, cause, time.GetUtcNow(), random.NextDouble());
        var answer = new TmdbAnswer<T>.Refused(fault);
        await store.SetAsync(key, TmdbAnswerBytes.Of(answer), time.GetUtcNow() + TmdbTitleFault.Life, cancellationToken);
        Log.TitleRefused(logger, cause, fault.Tries, fault.Until);
        return answer;
    }

    private static string Source<T>(TmdbAnswer<T> answer, bool hasAsked) => answer switch
    {
        TmdbAnswer<T>.Unavailable => "unavailable",
        TmdbAnswer<T>.Refused => "refused",
        _ => hasAsked ? "tmdb" : "cache",
    };

    private static TimeSpan InMemory(TimeSpan life) => life < LongestInMemory ? life : LongestInMemory;
}
