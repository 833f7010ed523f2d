using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Bitmagnet.Functions.Wording;
using Polly.Timeout;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Classifies TMDB's faults. Pure: takes an answer or an exception, returns a fault.</summary>
internal static class TmdbFaults
{
    private const string Remedies =
        "set TMDB_BASE_URL to a host that is reachable (https://api.tmdb.org/3, or a proxy of your own), set HTTPS_PROXY, use another DNS server, or set TMDB_ENABLED=false";

    private const string NewKey = "get a key of your own at https://www.themoviedb.org/settings/api";

    private static readonly string[] PublicNames = ["themoviedb.org", "tmdb.org"];

    // https://developer.themoviedb.org/docs/errors
    private const int Suspended = 10;
    private const int NoSuchThing = 34;
    private const int TooManyRequests = 25;
    private static readonly int[] KeyCodes = [3, 7, 14, 16, 32, 33, 35, 45];
    private static readonly int[] OutageCodes = [9, 11, 15, 24, 43, 44, 46];

    /// <summary>Reads an answer with its decompressed body. To details and /find 404 is an answer, to a search it is not.</summary>
    public static TmdbResponse Read(
        HttpStatusCode status, RetryConditionHeaderValue? retryAfter, ReadOnlyMemory<byte> body, bool mayBeMissing, DateTimeOffset now)
    {
        var json = Parse(body);
        var code = json is { } root ? TmdbJson.Int(root, "status_code") : null;
        var wait = Wait(retryAfter, now);
        var number = (int)status;
        return (number, code) switch
        {
            (429, _) or (_, TooManyRequests) => Fail(TmdbStatus.RateLimited, "HTTP 429: too many requests", wait: wait),
            (_, Suspended) => Fail(TmdbStatus.Unauthorized, "TMDB has suspended TMDB_API_KEY (code 10)", NewKey, TmdbPauses.Longest),
            _ when number == 401 || IsOneOf(KeyCodes, code) =>
                Fail(TmdbStatus.Unauthorized, $"TMDB refuses TMDB_API_KEY ({number}{WithCode(code)})", NewKey),
            (403 or 407 or 451, _) =>
                Fail(TmdbStatus.Blocked, $"this network is refused with {number}{CdnMark(body.Span)}", Remedies, wait),
            _ when number is >= 300 and < 400 => Fail(
                TmdbStatus.Blocked, $"the answer is a redirection ({number}), as a block page or a captive portal gives", Remedies),
            _ when number is >= 500 or 408 || IsOneOf(OutageCodes, code) =>
                Fail(TmdbStatus.Outage, $"HTTP {number}{WithCode(code)}", wait: wait),
            (_, NoSuchThing) when mayBeMissing => new TmdbResponse.Missing(),
            (404, _) or (_, NoSuchThing) => Fail(TmdbStatus.Outage, "an address that TMDB always has answers 404; check TMDB_BASE_URL"),

            // TMDB understands the request and refuses this title (too long, bad characters); another try changes nothing.
            _ when number >= 400 && json is not null => new TmdbResponse.Missing(),
            _ when number >= 400 => Fail(TmdbStatus.Outage, $"HTTP {number} without a reason"),
            _ when json is { } good => new TmdbResponse.Ok(good),
            _ when body.Length == 0 => Fail(TmdbStatus.Outage, "the answer is empty"),
            _ when LooksLikeHtml(body.Span) => Fail(TmdbStatus.Outage, "the answer is a web page, not TMDB's"),
            _ => Fail(TmdbStatus.Outage, "the answer is cut off or not JSON"),
        };
    }

    /// <summary>Reads an exception of the transport or the pipeline on the way to a host; null for any other.</summary>
    public static TmdbFault? Of(Exception exception, string host)
    {
        var socket = Find<SocketException>(exception);
        var http = Find<HttpRequestException>(exception);
        return exception switch
        {
            _ when Find<TmdbMisdirectedException>(exception) is { } misdirected => Blocked(misdirected.Message),
            _ when socket?.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData =>
                Blocked($"the name {host} does not resolve (NXDOMAIN), as where DNS blocks it"),
            _ when socket?.SocketErrorCode is SocketError.TryAgain => new(TmdbStatus.Outage, $"the name {host} cannot be resolved now"),
            _ when socket?.SocketErrorCode is SocketError.ConnectionRefused && NamesLoopback(exception) && IsOfTmdb(host) =>
                Blocked($"the name {host} resolves to this machine, as where DNS blocks it"),
            _ when socket is not null => new(TmdbStatus.Outage, $"no connection to {host}: {socket.SocketErrorCode}"),
            _ when http?.HttpRequestError is HttpRequestError.SecureConnectionError =>
                Blocked($"{host} does not show a certificate of its own, as where another server answers in its place"),
            _ when http?.HttpRequestError is HttpRequestError.ProxyTunnelError => Blocked($"the proxy does not let {host} through"),
            HttpRequestException or IOException or InvalidDataException =>
                new(TmdbStatus.Outage, $"the connection to {host} broke{(http is null ? "" : $": {http.HttpRequestError}")}"),
            TimeoutRejectedException or TimeoutException => new(TmdbStatus.Outage, $"{host} does not answer in time"),
            _ => null,
        };

        static TmdbFault Blocked(string cause) => new(TmdbStatus.Blocked, cause) { Remedy = Remedies };
    }

    /// <summary>The fault of a budget without a slot for so long, which is not TMDB's; the look-up must come again.</summary>
    public static TmdbFault OfBudget(TimeSpan wait) => new(
        TmdbStatus.RateLimited,
        $"the budget of requests (TMDB_RATE_LIMIT) is used up for the next {Counted.Of((long)Math.Ceiling(wait.TotalSeconds), "second")}",
        wait);

    /// <summary>
    /// Why the addresses of a host cannot be TMDB's; null if nothing is wrong. A proxy may be on this machine under any name.
    /// </summary>
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

    private static TmdbResponse.Failed Fail(TmdbStatus status, string cause, string? remedy = null, TimeSpan? wait = null) =>
        new(new TmdbFault(status, cause, wait) { Remedy = remedy });

    private static bool IsOneOf(int[] codes, int? code) => code is { } known && codes.Contains(known);

    private static string WithCode(int? code) => code is null ? "" : $", code {code}";

    private static string CdnMark(ReadOnlySpan<byte> body)
    {
        var start = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4096)]);
        return start.Contains("error code: 1020", StringComparison.OrdinalIgnoreCase) ? " (error code: 1020)" : "";
    }

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

    private static T? Find<T>(Exception exception) where T : Exception =>
        exception as T ?? (exception.InnerException is { } inner ? Find<T>(inner) : null);
}

/// <summary>The name of TMDB's host resolves to an address that cannot be TMDB's; thrown while connecting.</summary>
/// <param name="message">The host's name and addresses.</param>
internal sealed class TmdbMisdirectedException(string message) : IOException(message);
