namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// Asks TMDB something that depends on no torrent's name: does it answer, and is the key valid? It bypasses budget, retries and gate, and
/// has a connection of its own.
/// </summary>
public sealed class TmdbProbe(TmdbOptions options, TmdbMetrics metrics, TimeProvider time, Random random) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly TmdbTransport transport = new(options, time);

    /// <summary>
    /// Calls GET /authentication and, if that is answered, a call of the kind that failed, such as <c>search/movie</c>, with a made-up
    /// argument. Returns null if TMDB works.
    /// </summary>
    internal async Task<TmdbFault?> AskAsync(string? call, CancellationToken cancellationToken) =>
        await AskAsync("authentication", "/authentication", cancellationToken)
        ?? (call is null ? null : await AskAsync(call.Split('/')[0], Neutral(call), cancellationToken));

    /// <inheritdoc/>
    public void Dispose() => transport.Dispose();

    /// <summary>A path with a random number, so no cache on the way to TMDB can answer it.</summary>
    private string Neutral(string call)
    {
        var number = random.Next(1_000_000, 10_000_000).ToString(CultureInfo.InvariantCulture);
        return call switch
        {
            "search/movie" or "search/tv" => $"/{call}?query={number}",
            "find" => $"/find/tt{number}?external_source=imdb_id",
            _ => $"/{call}/{number}",
        };
    }

    private async Task<TmdbFault?> AskAsync(string endpoint, string path, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.AttemptTimeout < Longest ? options.AttemptTimeout : Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var started = time.GetTimestamp();
        TmdbFault? fault;
        try
        {
            var mayBeMissing = endpoint is not ("authentication" or "search");
            fault = (await transport.GetAsync(path, mayBeMissing, both.Token) as TmdbResponse.Failed)?.Fault;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            fault = TmdbFaults.Of(new TimeoutException(null, exception), options.BaseUrl.Host);
        }

        metrics.Requested(endpoint, fault?.Status, time.GetElapsedTime(started));
        return fault;
    }
}
