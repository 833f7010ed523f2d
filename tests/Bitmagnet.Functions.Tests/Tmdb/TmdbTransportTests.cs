using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbTransportTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<string> connections = [];
    private FakeTmdb tmdb = null!;

    public async ValueTask InitializeAsync()
    {
        tmdb = await FakeTmdb.StartAsync();
        Answer(200);
    }

    public ValueTask DisposeAsync() => tmdb.DisposeAsync();

    [Fact]
    public async Task OpenAsync_BeforeARequest_SendsNothingAndTheRequestTakesTheConnection()
    {
        using var transport = Transport();

        await transport.OpenAsync(Token);
        Assert.Empty(tmdb.Requests);
        for (var i = 0; i < 3; i++)
        {
            await transport.OpenAsync(Token);
            Assert.IsType<TmdbResponse.Ok>(await transport.GetAsync("/movie/1", true, Token));
        }

        Assert.Equal(3, tmdb.Requests.Count);
        Assert.Single(connections.Distinct());
        Assert.Equal(1, tmdb.Connections);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(21, 2)]
    public async Task OpenAsync_IdleForLong_OpensAnotherAndSendsNothing(int seconds, int expected)
    {
        using var transport = Transport();
        await transport.OpenAsync(Token);
        await transport.GetAsync("/movie/1", true, Token);
        time.Advance(TimeSpan.FromSeconds(seconds));

        await transport.OpenAsync(Token);
        await transport.GetAsync("/movie/1", true, Token);

        Assert.Equal(2, tmdb.Requests.Count);
        Assert.Equal(expected, connections.Distinct().Count());
    }

    /// <summary>A cancelled request closes its connection.</summary>
    [Fact]
    public async Task OpenAsync_AfterARequestThatWasGivenUp_OpensAnother()
    {
        var arrived = new SemaphoreSlim(0);
        tmdb.Answer = async context =>
        {
            arrived.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var transport = Transport();
        using var stop = new CancellationTokenSource();
        await transport.OpenAsync(Token);
        var request = transport.GetAsync("/movie/1", true, stop.Token);
        await arrived.WaitAsync(Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Answer(200);

        await transport.OpenAsync(Token);

        await Eventually.TrueAsync(() => tmdb.Connections == 2, "the second connection arrives");
        Assert.IsType<TmdbResponse.Ok>(await transport.GetAsync("/movie/1", true, Token));
        Assert.Equal(2, tmdb.Connections);
    }

    [Fact]
    public async Task OpenAsync_NobodyListens_IsLeftToTheRequestToSay()
    {
        await tmdb.DisposeAsync();
        using var transport = Transport();

        await transport.OpenAsync(Token);

        Assert.Equal(TmdbStatus.Outage, Assert.IsType<TmdbResponse.Failed>(await transport.GetAsync("/movie/1", true, Token)).Fault.Status);
    }

    /// <summary>A block page that redirects is not followed.</summary>
    [Fact]
    public async Task GetAsync_Redirection_IsNotFollowed()
    {
        Answer(302, "/3/elsewhere");
        using var transport = Transport();

        var reply = await transport.GetAsync("/movie/1", true, Token);

        Assert.Equal(TmdbStatus.Blocked, Assert.IsType<TmdbResponse.Failed>(reply).Fault.Status);
        Assert.Single(tmdb.Requests);
    }

    /// <summary>192.0.2.1 belongs to no network (RFC 5737) and is as silent as a bad IPv6 address.</summary>
    [Fact]
    public async Task Dial_FirstAddressIsSilent_TheNextIsTriedBesideIt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        using var socket = await TmdbDialer.ConnectAsync([IPAddress.Parse("192.0.2.1"), IPAddress.Loopback], port, Token);

        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)socket.RemoteEndPoint!).Address);
    }

    [Fact]
    public async Task Dial_EveryAddressRefuses_SaysWhatTheLastSaid()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var error = await Assert.ThrowsAsync<SocketException>(() => TmdbDialer.ConnectAsync([IPAddress.Loopback, IPAddress.Loopback], port, Token));

        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
    }

    private void Answer(int status, string? location = null) => tmdb.Answer = context =>
    {
        connections.Enqueue(context.Connection.Id);
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return context.Response.WriteAsync("{}");
    };

    private TmdbTransport Transport() => new(new TmdbOptions { ApiKey = "key", BaseUrl = tmdb.Url }, time);
}
