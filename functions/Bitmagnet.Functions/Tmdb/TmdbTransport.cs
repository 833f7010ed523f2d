using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// One attempt of one request: addresses, credentials, bytes. Not made by IHttpClientFactory, whose logging would write
/// the v3 key, a query parameter, into the log.
/// </summary>
internal sealed class TmdbTransport : IDisposable
{
    /// <summary>TMDB's limit per address.</summary>
    public const int MaxConnections = 20;

    private const int MaxAnswerBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly TmdbOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient http;

    /// <summary>Does no I/O.</summary>
    public TmdbTransport(TmdbOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        http = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = MaxConnections,
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false, // TMDB never redirects; block pages do.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // So that a changed DNS answer is noticed.
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = ConnectAsync,
            UseCookies = false,
        })
        {
            MaxResponseContentBufferSize = MaxAnswerBytes,
            Timeout = Timeout.InfiniteTimeSpan, // The pipeline's attempt time-out rules.
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Bitmagnet.Functions");
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        if (options.IsBearer)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }
    }

    /// <summary>GET. Every fault that TMDB or the network is known for is a reply; time-outs and cancellation throw.</summary>
    /// <param name="path">Relative to the base URL, with its query.</param>
    /// <param name="mayBeMissing">Whether 404 is an answer to this request.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<TmdbReply> GetAsync(string path, bool mayBeMissing, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(Address(path), cancellationToken);
            var body = Decompress(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return TmdbFaults.Read(response.StatusCode, response.Headers.RetryAfter, body, mayBeMissing, time.GetUtcNow());
        }
        catch (Exception exception) when (exception is not OperationCanceledException && TmdbFaults.Of(exception, options.BaseUrl.Host) is not null)
        {
            return new TmdbReply.Failed(TmdbFaults.Of(exception, options.BaseUrl.Host)!);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler's own connect time-out.
            return new TmdbReply.Failed(TmdbFaults.Of(new TimeoutException(null, exception), options.BaseUrl.Host)!);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    /// <summary>The body as text of bytes; gzip without a Content-Encoding is known by its first two bytes.</summary>
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

    /// <summary>Looks the name up first, so that a block by DNS is told apart from a server that is down.</summary>
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
