using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Bitmagnet.Functions.Wording;
using Polly.Timeout;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Classifies TMDB's faults. Pure: takes an answer or an exception, returns a fault.</summary>
internal static class TmdbFaults
{
    private const string Remedies =
        "set TMDB_BASE_URL to a host that is reachable (https://api.tmdb.org/3, or a proxy of your own), set HTTPS_PROXY, use another DNS server, or set TMDB_ENABLED=false";

    private static readonly string[] PublicNames = ["themoviedb.org", "tmdb.org"];

    // https://developer.themoviedb.org/docs/errors
    private const int Suspended = 10;
    private const int NoSuchThing = 34;
    private const int TooManyRequests = 25;
    private static readonly int[] KeyCodes = [3, 7, Suspended, 14, 16, 32, 33, 35, 45];
    private static readonly int[] OutageCodes = [9, 11, 15, 24, 43, 44, 46];

    /// <summary>Reads an answer.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="retryAfter">The Retry-After header; null: absent or unreadable.</param>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="mayBeMissing">Whether 404 is an answer to this request: details and /find, not a search.</param>
    /// <param name="now">The time, for a Retry-After that is a date.</param>
    public static TmdbResponse Read(
        HttpStatusCode status, RetryConditionHeaderValue? retryAfter, ReadOnlyMemory<byte> body, bool mayBeMissing, DateTimeOffset now)
    {
        var json = Parse(body);
        var code = json is { } root ? TmdbJson.Int(root, "status_code") : null;
        var wait = Wait(retryAfter, now);
        var number = (int)status;

        if (number == 429 || code == TooManyRequests)
        {
            return Fail(TmdbStatus.RateLimited, "HTTP 429: too many requests", wait);
        }

        if (number == 401 || (code is { } key && KeyCodes.Contains(key)))
        {
            return Fail(TmdbStatus.Unauthorized, code == Suspended
                ? "TMDB has suspended TMDB_API_KEY (code 10); get a key of your own at https://www.themoviedb.org/settings/api"
                : $"TMDB refuses TMDB_API_KEY ({number}{(code is null ? "" : $", code {code}")}); get a key of your own at https://www.themoviedb.org/settings/api",
                code == Suspended ? TmdbPauses.Longest : null);
        }

        if (number is 403 or 451 or 407)
        {
            var mark = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 4096)]).Contains("error code: 1020", StringComparison.OrdinalIgnoreCase)
                ? " (error code: 1020)" : "";
            return Fail(TmdbStatus.Blocked, $"this network is refused with {number}{mark}; {Remedies}", wait);
        }

        if (number is >= 300 and < 400)
        {
            return Fail(TmdbStatus.Blocked, $"the answer is a redirection ({number}), as a block page or a captive portal gives; {Remedies}");
        }

        if (number >= 500 || number == 408 || (code is { } outage && OutageCodes.Contains(outage)))
        {
            return Fail(TmdbStatus.Outage, $"HTTP {number}{(code is null ? "" : $", code {code}")}", wait);
        }

        if (number == 404 || code == NoSuchThing)
        {
            return mayBeMissing && code == NoSuchThing
                ? new TmdbResponse.Missing()
                : Fail(TmdbStatus.Outage, "an address that TMDB always has answers 404; check TMDB_BASE_URL");
        }

        if (number >= 400)
        {
            // TMDB understands the request and refuses this title (too long, bad characters); another try changes nothing.
            return json is not null ? new TmdbResponse.Missing() : Fail(TmdbStatus.Outage, $"HTTP {number} without a reason");
        }

        return json switch
        {
            { } good => new TmdbResponse.Ok(good),
            null when body.Length == 0 => Fail(TmdbStatus.Outage, "the answer is empty"),
            null when LooksLikeHtml(body.Span) => Fail(TmdbStatus.Outage, "the answer is a web page, not TMDB's"),
            _ => Fail(TmdbStatus.Outage, "the answer is cut off or not JSON"),
        };
    }

    /// <summary>Reads an exception of the transport or the pipeline; null for any other.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="host">The host asked.</param>
    public static TmdbFault? Of(Exception exception, string host)
    {
        var socket = Find<SocketException>(exception);
        var http = Find<HttpRequestException>(exception);
        return exception switch
        {
            _ when Find<TmdbMisdirectedException>(exception) is { } misdirected => new(TmdbStatus.Blocked, $"{misdirected.Message}; {Remedies}"),
            _ when socket?.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData =>
                new(TmdbStatus.Blocked, $"the name {host} does not resolve (NXDOMAIN), as where DNS blocks it; {Remedies}"),
            _ when socket?.SocketErrorCode is SocketError.TryAgain => new(TmdbStatus.Outage, $"the name {host} cannot be resolved now"),
            _ when socket?.SocketErrorCode is SocketError.ConnectionRefused && NamesLoopback(exception) && IsOfTmdb(host) =>
                new(TmdbStatus.Blocked, $"the name {host} resolves to this machine, as where DNS blocks it; {Remedies}"),
            _ when socket is not null => new(TmdbStatus.Outage, $"no connection to {host}: {socket.SocketErrorCode}"),
            _ when http?.HttpRequestError is HttpRequestError.SecureConnectionError =>
                new(TmdbStatus.Blocked, $"{host} does not show a certificate of its own, as where another server answers in its place; {Remedies}"),
            _ when http?.HttpRequestError is HttpRequestError.ProxyTunnelError => new(TmdbStatus.Blocked, $"the proxy does not let {host} through; {Remedies}"),
            HttpRequestException or IOException or InvalidDataException =>
                new(TmdbStatus.Outage, $"the connection to {host} broke{(http is null ? "" : $": {http.HttpRequestError}")}"),
            TimeoutRejectedException or TimeoutException => new(TmdbStatus.Outage, $"{host} does not answer in time"),
            _ => null,
        };
    }

    /// <summary>The fault of a used-up budget, which is not TMDB's; the look-up must come again.</summary>
    /// <param name="wait">Until a slot comes.</param>
    public static TmdbFault OfBudget(TimeSpan? wait) => new(
        TmdbStatus.RateLimited, "the budget of requests (TMDB_RATE_LIMIT) is used up" + (wait is { } time ? $" for the next {Counted.Of((long)Math.Ceiling(time.TotalSeconds), "second")}" : ""), wait);

    /// <summary>Why these addresses cannot be TMDB's; null if nothing is wrong. A proxy may be on this machine under any name.</summary>
    /// <param name="host">The name to connect to.</param>
    /// <param name="addresses">The addresses it resolves to.</param>
    public static string? Misdirection(string host, IReadOnlyCollection<IPAddress> addresses) =>
        IsOfTmdb(host) && addresses.Count > 0 && addresses.All(IsNowhere)
            ? $"the name {host} resolves to {string.Join(" and ", addresses)}, as where DNS blocks it"
            : null;

    /// <summary>How long Retry-After asks to wait: seconds, also 0, or a date; null where absent.</summary>
    public static TimeSpan? Wait(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) => retryAfter switch
    {
        { Delta: { } delta } => delta < TimeSpan.Zero ? TimeSpan.Zero : delta,
        { Date: { } date } => date < now ? TimeSpan.Zero : date - now,
        _ => null,
    };

    /// <summary>Whether a host is a public TMDB name, which is never on this machine.</summary>
    private static bool IsOfTmdb(string host) => Array.Exists(
        PublicNames, name => host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));

    private static bool IsNowhere(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any);
    }

    private static bool NamesLoopback(Exception exception) =>
        exception.ToString() is var text && (text.Contains("[::1]", StringComparison.Ordinal) || text.Contains("127.0.0.1", StringComparison.Ordinal));

    private static TmdbResponse Fail(TmdbStatus status, string cause, TimeSpan? wait = null) =>
        new TmdbResponse.Failed(new TmdbFault(status, cause, wait));

    private static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.Span.StartsWith(Mark) ? body[Mark.Length..] : body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null; // The caller reports the body instead.
        }
    }

    /// <summary>A byte order mark, which proxies and editors put before JSON.</summary>
    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    private static bool LooksLikeHtml(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8);

    private static T? Find<T>(Exception exception) where T : Exception
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is T found)
            {
                return found;
            }
        }

        return null;
    }
}
