using System.Globalization;
using System.Text.Json;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;
using Polly.RateLimiting;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>TMDB's API, without memory: each call is a request, within the budget. Others ask <see cref="TmdbCatalogue"/>.</summary>
public sealed class TmdbClient : IDisposable
{
    private const int MaxQueryLength = 500;

    private readonly TmdbOptions options;
    private readonly TmdbMetrics metrics;
    private readonly ILogger<TmdbClient> logger;
    private readonly TmdbBudget budget;
    private readonly TmdbTransport transport;
    private readonly TmdbPipeline pipeline;
    private readonly TimeProvider time;

    /// <summary>Does no I/O.</summary>
    public TmdbClient(TmdbOptions options, TmdbBudget budget, TmdbMetrics metrics, TimeProvider time, Random random, ILogger<TmdbClient> logger)
    {
        this.options = options;
        this.metrics = metrics;
        this.logger = logger;
        this.budget = budget;
        this.time = time;
        transport = new TmdbTransport(options, time);
        pipeline = new TmdbPipeline(options, budget, time, random);
    }

    /// <summary>GET /search/movie or /search/tv, first page; no result is <see cref="TmdbReply{T}.Missing"/>.</summary>
    /// <param name="search">What is looked for.</param>
    /// <param name="check">Asked before each request, after the wait for the budget; throws <see cref="TmdbShutException"/> where none is to leave.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<TmdbReply<TmdbSearchPage>> SearchAsync(TmdbSearch search, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        var query = search.Query.Length <= MaxQueryLength ? search.Query : search.Query[..MaxQueryLength];
        var year = search.Year is { } wanted
            ? $"&{(search.Kind == TmdbKind.Movie ? "year" : "first_air_date_year")}={wanted.ToString(CultureInfo.InvariantCulture)}"
            : "";
        var path = $"/search/{Name(search.Kind)}?query={Uri.EscapeDataString(query)}&include_adult=true{year}";
        return GetAsync(path, false, root => TmdbMapper.Page(root, search.Kind) is { Results.Count: > 0 } page ? page : null, check, cancellationToken);
    }

    /// <summary>GET /movie/{id} or /tv/{id}, with alternative titles, translations and external ids in the one request.</summary>
    /// <param name="kind">A movie or a show.</param>
    /// <param name="id">TMDB's.</param>
    /// <param name="check">As of a search.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<TmdbReply<TmdbDetails>> DetailsAsync(TmdbKind kind, int id, Func<CancellationToken, Task> check, CancellationToken cancellationToken) => GetAsync(
        $"/{Name(kind)}/{id.ToString(CultureInfo.InvariantCulture)}?append_to_response=alternative_titles,translations,external_ids",
        true,
        root => TmdbMapper.Details(root, kind),
        check,
        cancellationToken);

    /// <summary>GET /find: the title of a kind that has an external id.</summary>
    /// <param name="source"><c>imdb</c> or <c>tvdb</c>; no other source has an answer.</param>
    /// <param name="id">The external id.</param>
    /// <param name="kind">The kind wanted.</param>
    /// <param name="check">As of a search.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<TmdbReply<ContentRef?>> FindAsync(
        string source, string id, TmdbKind kind, Func<CancellationToken, Task> check, CancellationToken cancellationToken) =>
        source is "imdb" or "tvdb"
            ? GetAsync($"/find/{Uri.EscapeDataString(id)}?external_source={source}_id", true, root => TmdbMapper.Found(root, kind), check, cancellationToken)
            : Task.FromResult<TmdbReply<ContentRef?>>(new TmdbReply<ContentRef?>.Missing());

    /// <summary>GET /authentication once, within the budget but past retries and breaker: does TMDB answer, and is the key good? Null: yes.</summary>
    public async Task<TmdbFault?> ProbeAsync(CancellationToken cancellationToken)
    {
        using var lease = await budget.AcquireAsync(TimeSpan.MaxValue, cancellationToken);
        using var timeout = new CancellationTokenSource(options.AttemptTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        TmdbFault? fault;
        try
        {
            fault = await AttemptAsync("/authentication", false, both.Token, cancellationToken) is TmdbReply<JsonElement>.Failed failed ? failed.Fault : null;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            fault = TmdbFaults.Of(new TimeoutException(null, exception), options.BaseUrl.Host);
        }

        metrics.Requested("authentication", fault?.Status);
        return fault;
    }

    /// <summary>Lets requests through again after a successful probe of this or another instance.</summary>
    public Task CloseCircuitAsync(CancellationToken cancellationToken) => pipeline.CloseAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => transport.Dispose();

    private static string Name(TmdbKind kind) => kind == TmdbKind.Movie ? "movie" : "tv";

    /// <summary>One attempt; where TMDB says that there are too many requests, all others are held too.</summary>
    private async Task<TmdbReply<JsonElement>> AttemptAsync(
        string path, bool mayBeMissing, CancellationToken attemptToken, CancellationToken cancellationToken)
    {
        var reply = await transport.GetAsync(path, mayBeMissing, attemptToken);
        if (reply is TmdbReply<JsonElement>.Failed { Fault: { Status: TmdbStatus.RateLimited } fault })
        {
            await budget.HoldAsync(fault.Wait ?? TmdbPauses.Of(fault.Status, 0, null), cancellationToken);
        }

        return reply;
    }

    private async Task<TmdbReply<T>> GetAsync<T>(
        string path, bool mayBeMissing, Func<JsonElement, T?> map, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        var endpoint = path.Split('/', '?')[1];
        TmdbReply<JsonElement> reply;
        try
        {
            reply = await pipeline.ExecuteAsync(
                async token =>
                {
                    var attempt = await AttemptAsync(path, mayBeMissing, token, cancellationToken);
                    metrics.Requested(endpoint, (attempt as TmdbReply<JsonElement>.Failed)?.Fault.Status);
                    return attempt;
                },
                check,
                cancellationToken);
        }
        catch (TmdbShutException shut)
        {
            return new TmdbReply<T>.NotAsked(shut.State);
        }
        catch (Exception exception) when (exception is not OperationCanceledException
            && !StorageFaults.IsOfTheStorage(exception) // the budget's row could not be reached, whatever the connection says
            && TmdbFaults.Of(exception, options.BaseUrl.Host) is not null)
        {
            // A budget that is used up is no fault of TMDB.
            reply = new TmdbReply<JsonElement>.Failed(TmdbFaults.Of(exception, options.BaseUrl.Host)!, IsGeneral: exception is not RateLimiterRejectedException);
        }

        switch (reply)
        {
            case TmdbReply<JsonElement>.Ok ok:
                return map(ok.Value) is { } value ? new TmdbReply<T>.Ok(value) : new TmdbReply<T>.Missing();
            case TmdbReply<JsonElement>.Failed failed:
                Log.RequestFailed(logger, endpoint, failed.Fault.Status, failed.Fault.Cause);
                return new TmdbReply<T>.Failed(failed.Fault, failed.IsGeneral && (failed.Fault.Status != TmdbStatus.Outage || pipeline.IsOpen));
            default:
                return new TmdbReply<T>.Missing();
        }
    }
}
