using System.Net;
using System.Security.Cryptography;
using System.Text;
using Bitmagnet.LocalHost.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.LocalHost.Http;

/// <summary>
/// Checks keys. The admin key is valid for every function, the function key for those of level Function. If neither is configured, only direct calls
/// from this machine may run a function that needs a key; calls through a proxy may not.
/// </summary>
internal sealed class KeyGuard(HostSettings options)
{
    /// <summary>A 401 must name a scheme; this one says where the key goes. Basic would open a browser's own dialog.</summary>
    public const string Challenge = $"ApiKey realm=\"Bitmagnet.Functions\", header=\"{Header}\"";

    private const string Header = "x-functions-key";
    private const string QueryParameter = "code";

    // Headers that proxies add: nginx if configured, Caddy, Traefik, Apache and Envoy by default.
    private static readonly string[] OfProxies =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Server", "X-Forwarded-Port", "X-Real-IP", "Via"];

    // As hashes: they have one length, so they compare in constant time.
    private readonly byte[]? functionKey = options.FunctionKey is { } key ? Hash(key) : null;
    private readonly byte[]? adminKey = options.AdminKey is { } key ? Hash(key) : null;

    public bool Allows(AuthorizationLevel level, HttpRequest request)
    {
        if (level == AuthorizationLevel.Anonymous)
        {
            return true;
        }

        if (functionKey is null && adminKey is null)
        {
            return IsFromThisMachine(request);
        }

        var given = request.Headers.TryGetValue(Header, out var header) ? header.ToString() : request.Query[QueryParameter].ToString();
        if (given.Length == 0)
        {
            return false;
        }

        // Both are always compared, so the time reveals nothing.
        var hash = Hash(given);
        var isAdmin = adminKey is not null && CryptographicOperations.FixedTimeEquals(hash, adminKey);
        var isFunction = functionKey is not null && CryptographicOperations.FixedTimeEquals(hash, functionKey);
        return isAdmin || (isFunction && level == AuthorizationLevel.Function);
    }

    /// <summary>The remedy for a refusal. It does not say whether the key was missing or wrong.</summary>
    public string Refusal => functionKey is null && adminKey is null
        ? "No key is set, so only this machine is answered, without a proxy and under its own name. Set LOCALHOST_FUNCTION_KEY to let others in with it."
        : $"The key is missing or wrong. Send LOCALHOST_FUNCTION_KEY in the header {Header} or the query parameter {QueryParameter}.";

    // A proxy on this machine makes callers from anywhere look local. So does a browser on this machine, for any web page: a foreign Origin shows
    // that, or a foreign Host if the page's own name points to this machine.
    private static bool IsFromThisMachine(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !OfProxies.Any(request.Headers.ContainsKey)
        && IsLoopback(request.Host.Host)
        && (request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.IsLoopback));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
