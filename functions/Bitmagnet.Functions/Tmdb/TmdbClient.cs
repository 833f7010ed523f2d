using System.Globalization;
using System.Text.Json;
using Bitmagnet.Functions.Index;
using Polly.RateLimiting;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// TMDB's API without a cache: each call is a request, within the budget and while the gate is open. Callers elsewhere use <see
/// cref="TmdbCatalogue"/>.
/// </summary>
public sealed class TmdbClient : IDisposable
{
    private const int MaxQueryLength = 500;

    private readonly TmdbMetrics metrics;
    private readonly ILogger<TmdbClient> logger;
    private readonly TmdbBudget budget;
    private readonly TmdbGate gate;
    private readonly TmdbPipeline pipeline;
    private readonly TimeProvider time;

    /// <summary>Does no I/O.</summary>
    public TmdbClient(
        TmdbOptions options, TmdbBudget budget, TmdbGate gate, TmdbMetrics metrics, TimeProvider time, Random random, ILogger<TmdbClient> logger)
    {
        this.metrics = metrics;
        this.logger = logger;
        this.budget = budget;
        this.gate = gate;
        this.time = time;
        pipeline = new TmdbPipeline(options, budget, gate, time, random);
    }

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
    /// <param name="source"><c>imdb</c> or <c>tvdb</c>; no other source has an answer.</param>
    /// <param name="id">The external id: <c>tt</c> and digits, or digits. No request is made for anything else.</param>
    /// <param name="kind">The kind wanted.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
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
        try
        {
            var reply = await pipeline.ExecuteAsync(
                (lane, token) => SendAsync(lane, call, path, mayBeMissing, token, cancellationToken),
                (fault, askedAt, token) => gate.JudgeAsync(path, call, fault, askedAt, token),
                cancellationToken);
            if (reply is TmdbResponse.Failed { Fault: var fault })
            {
                Log.RequestFailed(logger, call, fault.Status, fault.Cause);
                return Failed<T>(fault);
            }

            // A block or a broken proxy may answer 404 to everything, and "gone" is kept for days.
            if (reply is TmdbResponse.Missing)
            {
                await gate.ConfirmAsync(cancellationToken);
                if (gate.Shut is { } shut)
                {
                    return new TmdbAnswer<T>.Unavailable(shut);
                }
            }

            gate.Answered();
            return reply is TmdbResponse.Ok ok && map(ok.Root) is { } value ? new TmdbAnswer<T>.Found(value, false) : new TmdbAnswer<T>.NotFound(false);
        }
        catch (RateLimiterRejectedException rejected)
        {
            // The gate was shut while the look-up waited, or the budget is used up, which is not TMDB's fault.
            return new TmdbAnswer<T>.Unavailable(gate.Shut ?? Until(TmdbFaults.OfBudget(rejected.RetryAfter)));
        }
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
        : new TmdbAnswer<T>.Refused(new TmdbTitleFault(fault.Cause, 1, null));

    private TmdbAvailability Until(TmdbFault fault)
    {
        var now = time.GetUtcNow();
        return new TmdbAvailability(fault.Status, fault.Cause, now, now + TmdbPauses.Of(fault, 0));
    }
}
