using System.Net;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Index;

/// <summary>How the connection to the database is protected. Pure.</summary>
internal static class DatabaseTls
{
    private static readonly Dictionary<string, SslMode> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["disable"] = SslMode.Disable,
        ["allow"] = SslMode.Allow,
        ["prefer"] = SslMode.Prefer,
        ["require"] = SslMode.Require,
        ["verify-ca"] = SslMode.VerifyCA,
        ["verify-full"] = SslMode.VerifyFull,
    };

    private static readonly string[] NearDomains = [".local", ".localhost", ".localdomain", ".lan", ".home", ".internal", ".home.arpa"];

    /// <summary>What a word of libpq's means.</summary>
    /// <exception cref="InvalidSettingsException">The value is not one of them.</exception>
    public static SslMode Parse(string word) => Words.TryGetValue(word, out var mode)
        ? mode
        : throw new InvalidSettingsException([$"POSTGRES_SSLMODE is '{word}'; allowed: {string.Join(", ", Words.Keys)}."]);

    /// <summary>
    /// The default: <see cref="SslMode.VerifyFull"/> once any of the hosts (Npgsql's list, each perhaps with a port) is out on the
    /// internet, else <see cref="SslMode.Prefer"/>, which is libpq's own default.
    /// </summary>
    public static SslMode DefaultFor(string hosts) =>
        hosts.Split(',', StringSplitOptions.TrimEntries).All(host => IsNear(WithoutPort(host))) ? SslMode.Prefer : SslMode.VerifyFull;

    // Near: this machine, a private or link-local address, or a name that no public DNS has.
    private static bool IsNear(string host) => host.Length == 0 || host[0] is '/' or '@' || (IPAddress.TryParse(host, out var address)
        ? IsNear(address)
        : !host.Contains('.', StringComparison.Ordinal)
            || NearDomains.Any(domain => host.TrimEnd('.').EndsWith(domain, StringComparison.OrdinalIgnoreCase)));

    private static bool IsNear(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        return IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
            || (bytes.Length == 4 && (bytes[0], bytes[1]) is (10, _) or (172, >= 16 and <= 31) or (192, 168) or (169, 254) or (100, >= 64 and <= 127));
    }

    private static string WithoutPort(string host)
    {
        if (host.StartsWith('['))
        {
            return host[1..].Split(']')[0];
        }

        var port = host.LastIndexOf(':');
        return port < 0 || host.IndexOf(':', StringComparison.Ordinal) != port ? host : host[..port];
    }
}
