using System.Net;
using System.Net.Sockets;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Connects to the first address that accepts: a silent one, as IPv6 often is, does not block the others (RFC 8305).</summary>
internal static class TmdbDialer
{
    /// <summary>How long an address is tried alone before the next is tried in parallel.</summary>
    private static readonly TimeSpan Head = TimeSpan.FromMilliseconds(250);

    /// <exception cref="SocketException">No address accepts; this is the last one's error.</exception>
    public static async Task<Socket> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var open = new List<Task<Socket>>();
        var next = 0;
        Exception? last = null;
        while (next < addresses.Count || open.Count > 0)
        {
            if (next < addresses.Count)
            {
                open.Add(ConnectAsync(new IPEndPoint(addresses[next++], port), others.Token));
            }

            var first = await Task.WhenAny(next < addresses.Count ? open.Append<Task>(Task.Delay(Head, others.Token)) : open);
            if (first is not Task<Socket> ended)
            {
                continue;
            }

            open.Remove(ended);
            if (ended.IsCompletedSuccessfully)
            {
                await others.CancelAsync();
                open.ForEach(late => _ = late.ContinueWith(
                    task => task.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default));
                return await ended;
            }

            last = ended.Exception?.InnerException;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
