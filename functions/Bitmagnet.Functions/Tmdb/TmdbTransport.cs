using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// One connection with one request at a time. It can be opened ahead of a request, which then arrives as soon as it is sent.
/// IHttpClientFactory is not used: its logging would write the v3 key, a query parameter.
/// </summary>
internal sealed class TmdbTransport(TmdbOptions options, TimeProvider time) : IDisposable
{
    private const int MaxAnswerBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long an open connection is used, so that changed DNS answers are noticed.</summary>
    private static readonly TimeSpan LongestOpen = TimeSpan.FromMinutes(5);

    /// <summary>How long a connection may be idle; after that the other side may have closed it.</summary>
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(20);

    private HttpClient? http;
    private Opening? opening;
    private DateTimeOffset? openedAt;
    private DateTimeOffset usedAt;

    /// <summary>Whether a request was ever sent over it.</summary>
    public bool HasSent { get; private set; }

    /// <summary>
    /// Opens the connection, including TLS, if it is not open. Sends nothing: the request made for it is cancelled just before it would be
    /// written. If the connection fails, the next request meets and reports the same fault.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (openedAt is { } at && now - at < LongestOpen && now - usedAt < LongestIdle)
        {
            return;
        }

        http?.Dispose(); // an old connection would send the request after all
        http = NewClient();
        openedAt = null;
        using var open = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        opening = new Opening(open, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            var request = http.GetAsync(options.BaseUrl, HttpCompletionOption.ResponseHeadersRead, open.Token);
            opening.Waits.SetResult();
            using var _ = await request;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Cancelled on purpose, or failed as the next request will.
        }
        finally
        {
            opening = null;
        }
    }

    /// <summary>A request made only to open a connection: cancels it, and completes when it waits for the connection.</summary>
    private sealed record Opening(CancellationTokenSource Request, TaskCompletionSource Waits);

    private HttpClient NewClient()
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 1,
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false, // TMDB never redirects; block pages do.
            PooledConnectionLifetime = 2 * LongestOpen, // OpenAsync closes it earlier
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = ConnectAsync,
            PlaintextStreamFilter = async (context, _) =>
            {
                openedAt = usedAt = time.GetUtcNow();
                if (opening is { } current)
                {
                    await current.Waits.Task; // cancelled before it waits, the request would end the connection as well
                    await current.Request.CancelAsync();
                }

                return context.PlaintextStream;
            },
            UseCookies = false,
        })
        {
            MaxResponseContentBufferSize = MaxAnswerBytes,
            Timeout = Timeout.InfiniteTimeSpan, // The pipeline's attempt time-out applies.
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Bitmagnet.Functions");
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        if (options.IsBearer)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }

        return client;
    }

    /// <summary>Sends a GET request. Every known fault of TMDB or the network is a response; time-outs and cancellation throw.</summary>
    public async Task<TmdbResponse> GetAsync(string path, bool mayBeMissing, CancellationToken cancellationToken)
    {
        var before = openedAt;
        HasSent = true;
        openedAt = null; // until the whole answer is read: an incomplete one ends the connection
        try
        {
            using var response = await (http ??= NewClient()).GetAsync(Address(path), cancellationToken);
            var body = Decompress(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            (usedAt, openedAt) = (time.GetUtcNow(), response.Headers.ConnectionClose == true ? null : openedAt ?? before);
            return TmdbFaults.Read(response.StatusCode, response.Headers.RetryAfter, body, mayBeMissing, time.GetUtcNow());
        }
        catch (Exception exception) when (exception is not OperationCanceledException && TmdbFaults.Of(exception, options.BaseUrl.Host) is not null)
        {
            return new TmdbResponse.Failed(TmdbFaults.Of(exception, options.BaseUrl.Host)!);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler's own connect time-out.
            return new TmdbResponse.Failed(TmdbFaults.Of(new TimeoutException(null, exception), options.BaseUrl.Host)!);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http?.Dispose();

    /// <summary>The body, decompressed; gzip without a Content-Encoding is recognised by its first two bytes.</summary>
    internal static byte[] Decompress(byte[] body)
    {
        if (body is not [0x1f, 0x8b, ..])
        {
            return body;
        }

        using var zip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = zip.Read(buffer)) > 0)
        {
            plain.Write(buffer, 0, read);
            if (plain.Length > MaxAnswerBytes)
            {
                throw new InvalidDataException($"The answer is larger than {MaxAnswerBytes} bytes.");
            }
        }

        return plain.ToArray();
    }

    private Uri Address(string path)
    {
        var address = options.BaseUrl.AbsoluteUri.TrimEnd('/') + path;
        return options.IsBearer || options.ApiKey is null
            ? new Uri(address)
            : new Uri($"{address}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api_key={Uri.EscapeDataString(options.ApiKey)}");
    }

    /// <summary>Resolves the name first, to tell a DNS block from a server that is down.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        if (TmdbFaults.Misdirection(context.DnsEndPoint.Host, addresses) is { } misdirection)
        {
            throw new TmdbMisdirectedException(misdirection);
        }

        return new NetworkStream(await TmdbDialer.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken), ownsSocket: true);
    }
}
