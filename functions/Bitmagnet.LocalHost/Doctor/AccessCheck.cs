using System.Net;
using System.Net.Sockets;
using Bitmagnet.Functions.Wording;
using Bitmagnet.LocalHost.Configuration;
using Microsoft.AspNetCore.Hosting;

namespace Bitmagnet.LocalHost.Doctor;

/// <summary>Checks that HTTP can listen at its address, and that a key is set if other machines can reach it.</summary>
internal static class AccessCheck
{
    private const string Part = "access";
    private const int ShortKey = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        var found = new List<Diagnosis>();
        var keys = new[] { "LOCALHOST_FUNCTION_KEY", "LOCALHOST_ADMIN_KEY" }.Where(name => !string.IsNullOrWhiteSpace(settings[name])).ToArray();
        var addresses = (settings[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Address).ToArray();
        if (addresses.Any(address => !address.IsLoopback) && keys.Length == 0)
        {
            found.Add(new Diagnosis(
                Part, Verdict.Look, "HTTP listens beyond this machine and no key is set: whoever is not on this machine is refused.",
                "Set LOCALHOST_FUNCTION_KEY to a long random text (openssl rand -hex 32)."));
        }

        found.AddRange(keys.Where(name => settings[name]!.Length < ShortKey).Select(name => new Diagnosis(
            Part, Verdict.Look, $"{name} has {Counted.Of(settings[name]!.Length, "character")} and can be guessed.", "Take a long random text (openssl rand -hex 32).")));
        foreach (var address in addresses.Where(address => address.Port > 0))
        {
            if (await CannotListenAsync(address, cancellationToken) is { } problem)
            {
                found.Add(problem);
            }
        }

        var where = string.Join(", ", addresses.Select(address => address.Text));
        return found.Count > 0 ? found : [new Diagnosis(Part, Verdict.Ok, $"HTTP listens at {where}, {(keys.Length > 0 ? "with a key" : "for this machine alone")}.")];
    }

    private static async Task<Diagnosis?> CannotListenAsync((string Text, IPAddress Ip, bool IsLoopback, int Port) address, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(address.Ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address.Ip, address.Port));
            return null;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return await IsThisAppAsync(address.Port, cancellationToken) ? null : new Diagnosis(
                Part, Verdict.Wrong, $"Another program listens on port {address.Port}.", "End it, or choose another port: --port N.");
        }
        catch (SocketException e)
        {
            return new Diagnosis(
                Part, Verdict.Wrong, $"Nothing can listen at {address.Text}: {(e.SocketErrorCode == SocketError.AddressNotAvailable ? "this machine has no such address" : e.SocketErrorCode)}.",
                $"Correct {ListenAddress.Setting}; allowed: an address of this machine, 0.0.0.0 or :: for all of them, or nothing for this machine alone.");
        }
    }

    /// <summary>Whether this app itself uses the port: it may be running.</summary>
    private static async Task<bool> IsThisAppAsync(int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://localhost:{port}/api/health/live"), cancellationToken);
            return answer.IsSuccessStatusCode && answer.Content.Headers.ContentLength is 0;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static (string Text, IPAddress Ip, bool IsLoopback, int Port) Address(string url)
    {
        // Kestrel's + and * stand for every address.
        var uri = new Uri(url.Replace("//+", "//0.0.0.0", StringComparison.Ordinal).Replace("//*", "//0.0.0.0", StringComparison.Ordinal));
        var ip = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var parsed) ? parsed : uri.IsLoopback ? IPAddress.Loopback : IPAddress.Any;
        return (url, ip, IPAddress.IsLoopback(ip), uri.Port);
    }
}
