using System.Net;
using System.Net.Sockets;

namespace Bitmagnet.Functions.Benchmarks.Chaos;

/// <summary>A loopback port that stays the same while the server behind it restarts on another port.</summary>
internal sealed class LoopbackForwarder : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Task accepting;
    private volatile int target;

    public LoopbackForwarder(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The clients' port.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Forwards new connections to this port; 0 refuses them.</summary>
    public void LeadTo(int port) => target = port;

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                _ = ForwardAsync(await listener.AcceptTcpClientAsync(ended.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, target, ended.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), ended.Token),
                    server.GetStream().CopyToAsync(client.GetStream(), ended.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ArgumentOutOfRangeException)
            {
                // Either side has closed the connection.
            }
        }
    }
}
