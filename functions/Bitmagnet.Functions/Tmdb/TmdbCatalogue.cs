using System.Text.Json;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Microsoft.Extensions.Caching.Memory;
using ZiggyCreatures.Caching.Fusion;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The only door to TMDB. A look-up is answered from memory, else from the table, else by TMDB if the gate is open; equal
/// look-ups of an instance are made once. An answer that TMDB is unavailable is never kept. A look-up made anew passes over what is kept.
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
    private readonly MemoryCache memory;
    private readonly FusionCache flights;

    /// <summary>Does no I/O.</summary>
    public TmdbCatalogue(
        TmdbClient client, TmdbGate gate, TmdbCacheStore store, TmdbOptions options, TmdbMetrics metrics, TimeProvider time, Random random)
    {
        this.client = client;
        this.gate = gate;
        this.store = store;
        this.options = options;
        this.metrics = metrics;
        this.time = time;
        this.random = random;
        memory = new MemoryCache(new MemoryCacheOptions { SizeLimit = options.CacheMemoryEntries });
        flights = new FusionCache(new FusionCacheOptions { CacheName = "tmdb" }, memory);
    }

    /// <summary>The first page of a search; no result is NotFound.</summary>
    public Task<TmdbAnswer<TmdbSearchPage>> SearchAsync(TmdbSearch search, CancellationToken cancellationToken)
    {
        var isRecent = TmdbLifetimes.IsRecent(search.Released, time.GetUtcNow().Year);
        return LookUpAsync(
            TmdbKeys.Search(options, search, isRecent),
            TmdbKeys.Title(options, search),
            search.Released,
            token => client.SearchAsync(search, gate.CheckAsync, token),
            page => HasTitle(page, search, isRecent),
            search.Anew,
            cancellationToken);
    }

    /// <summary>The details of a movie or a show, with its other titles.</summary>
    public Task<TmdbAnswer<TmdbDetails>> DetailsAsync(TmdbKind kind, int id, bool anew, CancellationToken cancellationToken) => LookUpAsync(
        TmdbKeys.Details(options, kind, id), null, null, token => client.DetailsAsync(kind, id, gate.CheckAsync, token), _ => true, anew, cancellationToken);

    /// <summary>The title of a kind that has an external id.</summary>
    /// <param name="source"><c>imdb</c> or <c>tvdb</c>.</param>
    /// <param name="id">The external id; an imdb id with its <c>tt</c>.</param>
    /// <param name="kind">The kind wanted.</param>
    /// <param name="anew">Ask TMDB whatever answer is kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TmdbAnswer<ContentRef>> FindAsync(string source, string id, TmdbKind kind, bool anew, CancellationToken cancellationToken)
    {
        var answer = await LookUpAsync(
            TmdbKeys.Find(options, source, id, kind), null, null, token => client.FindAsync(source, id, kind, gate.CheckAsync, token), _ => true, anew, cancellationToken);
        return answer switch
        {
            TmdbAnswer<ContentRef?>.Found { Value: { } value } found => new TmdbAnswer<ContentRef>.Found(value, found.FromCache),
            TmdbAnswer<ContentRef?>.Unavailable unavailable => new TmdbAnswer<ContentRef>.Unavailable(unavailable.State),
            TmdbAnswer<ContentRef?>.NotFound missing => new TmdbAnswer<ContentRef>.NotFound(missing.FromCache),
            _ => new TmdbAnswer<ContentRef>.NotFound(false),
        };
    }

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
        string? titleKey,
        int? year,
        Func<CancellationToken, Task<TmdbReply<T>>> ask,
        Func<T, bool> isWhatWasAsked,
        bool anew,
        CancellationToken cancellationToken)
    {
        if (!options.Enabled || options.ApiKey is null)
        {
            return new TmdbAnswer<T>.Unavailable(await gate.CurrentAsync(cancellationToken));
        }

        if (anew)
        {
            var (asked, _) = await AskAndKeepAsync(key, titleKey, year, ask, isWhatWasAsked, cancellationToken);
            await flights.RemoveAsync(key, token: cancellationToken); // memory may hold what was believed before
            metrics.LookedUp(asked is TmdbAnswer<T>.Unavailable ? "unavailable" : "tmdb");
            return asked;
        }

        var hasAsked = false;
        var answer = await flights.GetOrSetAsync<TmdbAnswer<T>>(
            key,
            async (context, token) =>
            {
                if (await KeptAsync(key, titleKey, isWhatWasAsked, token) is var (kept, expiresAt))
                {
                    context.Options.SetDuration(InMemory(expiresAt - time.GetUtcNow()));
                    return kept;
                }

                var (fresh, life) = await AskAndKeepAsync(key, titleKey, year, ask, isWhatWasAsked, token);
                hasAsked = life is not null;
                context.Options.SetDuration(InMemory(life ?? TimeSpan.Zero)).SetSkipMemoryCacheWrite(!hasAsked || options.CacheMemoryEntries == 0);
                return fresh;
            },
            setup => setup.SetSize(1).SetDuration(LongestInMemory).SetSkipMemoryCacheWrite(options.CacheMemoryEntries == 0),
            token: cancellationToken);

        metrics.LookedUp(answer is TmdbAnswer<T>.Unavailable ? "unavailable" : hasAsked ? "tmdb" : "cache");
        return answer switch
        {
            TmdbAnswer<T>.Found found => found with { FromCache = !hasAsked },
            TmdbAnswer<T>.NotFound missing => missing with { FromCache = !hasAsked },
            _ => answer,
        };
    }

    private async Task<(TmdbAnswer<T> Answer, DateTimeOffset ExpiresAt)?> KeptAsync<T>(
        string key, string? titleKey, Func<T, bool> isWhatWasAsked, CancellationToken cancellationToken)
    {
        if (titleKey is not null && await store.GetAsync(titleKey, cancellationToken) is var (ofTitle, titleExpiresAt)
            && FromBytes<T>(ofTitle) is TmdbAnswer<T>.Found found && isWhatWasAsked(found.Value))
        {
            return (found, titleExpiresAt);
        }

        return await store.GetAsync(key, cancellationToken) is var (value, expiresAt) ? (FromBytes<T>(value), expiresAt) : null;
    }

    /// <summary>TMDB's answer, and how long it is believed; null where there is none to believe.</summary>
    private async Task<(TmdbAnswer<T> Answer, TimeSpan? Life)> AskAndKeepAsync<T>(
        string key, string? titleKey, int? year, Func<CancellationToken, Task<TmdbReply<T>>> ask, Func<T, bool> isWhatWasAsked, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(ask, cancellationToken);
        if (answer is TmdbAnswer<T>.Unavailable)
        {
            return (answer, null);
        }

        var isFound = answer is TmdbAnswer<T>.Found found && isWhatWasAsked(found.Value);
        var life = TmdbLifetimes.Of(options, isFound, year, time.GetUtcNow().Year, random.NextDouble());
        await store.SetAsync(isFound ? titleKey ?? key : key, ToBytes(answer), time.GetUtcNow() + life, cancellationToken);
        return (answer, life);
    }

    private async Task<TmdbAnswer<T>> AskAsync<T>(Func<CancellationToken, Task<TmdbReply<T>>> ask, CancellationToken cancellationToken)
    {
        var state = await gate.CurrentAsync(cancellationToken);
        if (state.Status != TmdbStatus.Available)
        {
            return new TmdbAnswer<T>.Unavailable(state);
        }

        switch (await ask(cancellationToken))
        {
            case TmdbReply<T>.Ok ok:
                return new TmdbAnswer<T>.Found(ok.Value, false);
            case TmdbReply<T>.NotAsked shut:
                return new TmdbAnswer<T>.Unavailable(shut.State);
            case TmdbReply<T>.Failed { IsGeneral: true } failed:
                return new TmdbAnswer<T>.Unavailable(await gate.ReportAsync(failed.Fault, cancellationToken));
            case TmdbReply<T>.Failed { Fault: var fault }:
                var now = time.GetUtcNow();
                return new TmdbAnswer<T>.Unavailable(new TmdbAvailability(
                    fault.Status, fault.Cause, now, now + TmdbPauses.Of(fault.Status, 0, fault.Wait)));
            default:
                return new TmdbAnswer<T>.NotFound(false);
        }
    }

    private static TimeSpan InMemory(TimeSpan life) => life < LongestInMemory ? life : LongestInMemory;

    /// <summary>A found answer is a list of one, "not found" an empty list.</summary>
    private static byte[] ToBytes<T>(TmdbAnswer<T> answer) =>
        JsonSerializer.SerializeToUtf8Bytes(answer is TmdbAnswer<T>.Found found ? [found.Value] : Array.Empty<T>());

    private static TmdbAnswer<T> FromBytes<T>(byte[] bytes) => JsonSerializer.Deserialize<T[]>(bytes) is [var value]
        ? new TmdbAnswer<T>.Found(value, true)
        : new TmdbAnswer<T>.NotFound(true);
}
