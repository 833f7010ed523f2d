using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// TMDB's API without a cache: each call is a request, within the budget and while the gate is open. Callers elsewhere use
/// <see cref="TmdbCatalogue"/>.
/// </summary>
public sealed class TmdbClient(
    TmdbOptions options, TmdbBudget budget, TmdbGate gate, TmdbMetrics metrics, TimeProvider time, Random random,
    ILogger<TmdbClient> logger) : IDisposable
{
    private const int MaxQueryLength = 500;

    private readonly TmdbPipeline pipeline = new(options, budget, gate, time, random);

    /// <summary>GET /search/movie or /search/tv, first page; no result is NotFound.</summary>
    public Task<TmdbAnswer<TmdbSearchPage>> SearchAsync(TmdbSearch search, CancellationToken cancellationToken)
    {
        var query = search.Query.Length <= MaxQueryLength ? search.Query : search.Query[..MaxQueryLength];
        var year = search.Year is { } wanted
            ? $"&{(search.Kind == TmdbKind.Movie ? "year" : "first_air_date_year")}={wanted.ToString(CultureInfo.InvariantCulture)}"
            : "";
        var call = $"search/{Name(search.Kind)}";
        var path = $"/{call}?query={Uri.EscapeDataString(query)}&include_adult=true{year}";
        return GetAsync(call, path, false, root => TmdbMapper.Page(root, search.Kind) is { Results.Count: > 0 } page ? page : null, cancellationToken);
    }

    /// <summary>GET /movie/{id} or /tv/{id}, with alternative titles, translations and external ids in the one request.</summary>
    public Task<TmdbAnswer<TmdbDetails>> DetailsAsync(TmdbKind kind, int id, CancellationToken cancellationToken) => GetAsync(
        Name(kind),
        $"/{Name(kind)}/{id.ToString(CultureInfo.InvariantCulture)}?append_to_response=alternative_titles,translations,external_ids",
        true,
        root => TmdbMapper.Details(root, kind),
        cancellationToken);

    /// <summary>GET /find: the title of a kind that has an external id.</summary>
    /// <remarks>
    /// The source is <c>imdb</c>, whose ids are <c>tt</c> and digits, or <c>tvdb</c>, whose ids are digits. No request is made for anything
    /// else.
    /// </remarks>
    public async Task<TmdbAnswer<ContentRef>> FindAsync(string source, string id, TmdbKind kind, CancellationToken cancellationToken)
    {
        if (!TmdbIds.IsExternal(source, id))
        {
            return new TmdbAnswer<ContentRef>.NotFound(false);
        }

        var answer = await GetAsync("find", $"/find/{id}?external_source={source}_id", true, root => TmdbMapper.Found(root, kind), cancellationToken);
        return answer.Select(found => found!.Value);
    }

    /// <inheritdoc/>
    public void Dispose() => pipeline.Dispose();

    private static string Name(TmdbKind kind) => kind == TmdbKind.Movie ? "movie" : "tv";

    private async Task<TmdbAnswer<T>> GetAsync<T>(
        string call, string path, bool mayBeMissing, Func<JsonElement, T?> map, CancellationToken cancellationToken)
    {
        var reply = await pipeline.ExecuteAsync(
            (lane, token) => SendAsync(lane, call, path, mayBeMissing, token, cancellationToken),
            (fault, askedAt, token) => gate.JudgeAsync(path, call, fault, askedAt, token),
            cancellationToken);
        switch (reply)
        {
            case TmdbResponse.NotSent { Wait: var wait }:
                // The gate was shut while the look-up waited, or the budget is used up, which is not TMDB's fault.
                return new TmdbAnswer<T>.Unavailable(gate.Shut ?? Until(TmdbFaults.OfBudget(wait)));
            case TmdbResponse.Failed { Fault: var fault }:
                Log.RequestFailed(logger, call, fault.Status, fault);
                return Failed<T>(fault);
            case TmdbResponse.Missing:
                // A block or a broken proxy may answer 404 to everything, and "gone" is kept for days.
                await gate.ConfirmAsync(cancellationToken);
                if (gate.Shut is { } shut)
                {
                    return new TmdbAnswer<T>.Unavailable(shut);
                }

                break;
        }

        gate.Answered();
        return reply is TmdbResponse.Ok { Root: var root } && map(root) is { } value
            ? new TmdbAnswer<T>.Found(value, false)
            : new TmdbAnswer<T>.NotFound(false);
    }

    /// <summary>Sends one request. If TMDB says that there are too many, all others are held too.</summary>
    private async Task<TmdbResponse> SendAsync(
        TmdbTransport lane, string call, string path, bool mayBeMissing, CancellationToken attemptToken, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var status = (TmdbStatus?)TmdbStatus.Outage; // a time-out throws
        try
        {
            var reply = await lane.GetAsync(path, mayBeMissing, attemptToken);
            var fault = (reply as TmdbResponse.Failed)?.Fault;
            status = fault?.Status;
            if (fault is { Status: TmdbStatus.RateLimited })
            {
                await budget.HoldAsync(fault.Wait ?? TmdbPauses.Of(fault, 0), cancellationToken);
            }

            return reply;
        }
        finally
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                metrics.Requested(call.Split('/')[0], status, time.GetElapsedTime(started));
            }
        }
    }

    /// <summary>TMDB's fault if the gate has shut or TMDB limits requests; otherwise the look-up's own.</summary>
    private TmdbAnswer<T> Failed<T>(TmdbFault fault) =>
        gate.Shut is { } shut ? new TmdbAnswer<T>.Unavailable(shut)
        : fault.Status == TmdbStatus.RateLimited ? new TmdbAnswer<T>.Unavailable(Until(fault))
        : new TmdbAnswer<T>.Refused(new TmdbTitleFault(fault.ToString(), 1, null));

    private TmdbAvailability Until(TmdbFault fault) => fault.At(time.GetUtcNow(), time.GetUtcNow() + TmdbPauses.Of(fault, 0));
}
