using System.Net;
using System.Net.Sockets;

namespace Bitmagnet.LocalHost.Configuration;

/// <summary>The address at which HTTP listens, from the setting LISTEN and the port. Pure.</summary>
internal static class ListenAddress
{
    /// <summary>The setting: an address of this machine, or 0.0.0.0 for all. Unset: loopback only.</summary>
    public const string Setting = "LISTEN";

    /// <summary>Core Tools' port.</summary>
    public const int DefaultPort = 7071;

    /// <exception cref="InvalidOperationException">The value is no address.</exception>
    public static string Url(string? listen, int port)
    {
        if (string.IsNullOrWhiteSpace(listen))
        {
            // Both loopback addresses if the port is given; a free port cannot be picked for two addresses at once.
            return port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{port}";
        }

        return IPAddress.TryParse(listen.Trim(), out var address)
            ? address.AddressFamily == AddressFamily.InterNetworkV6 ? $"http://[{address}]:{port}" : $"http://{address}:{port}"
            : throw new InvalidOperationException($"{Setting} is '{listen}'; allowed: an address of this machine such as 192.168.1.4, 0.0.0.0 or :: for all of them, or nothing for this machine alone.");
    }
}
