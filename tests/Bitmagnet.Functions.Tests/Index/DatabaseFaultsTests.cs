using System.Net;
using System.Net.Sockets;

namespace Bitmagnet.Functions.Tests.Index;

public sealed class DatabaseFaultsTests
{
    [Theory]
    [InlineData("57P03", true)] // Starting up.
    [InlineData("57P01", true)] // Shut down by its administrator.
    [InlineData("53300", true)] // Too many connections.
    [InlineData("25006", true)] // A standby, or a disk that is full.
    [InlineData("57014", true)] // statement_timeout.
    [InlineData("08P01", true)] // A pooler between.
    [InlineData("40P01", true)]
    [InlineData("55P03", true)]
    [InlineData("XX000", true)]
    [InlineData("55000", true)] // A database that takes no connections.
    [InlineData("XX001", false)] // A damaged row: one torrent's fault.
    [InlineData("XX002", false)]
    [InlineData("54000", false)]
    [InlineData("28P01", true)] // A changed password.
    [InlineData("3D000", true)] // A renamed database.
    [InlineData("42501", true)] // A right that was taken away.
    [InlineData("42P01", true)] // bitmagnet migrated.
    [InlineData("22003", false)]
    [InlineData("23514", false)]
    [InlineData("42601", false)]
    public void IsOfTheDatabase_AnAnswerOfTheServer_IsToldFromAFaultOfTheJob(string state, bool expected) =>
        Assert.Equal(expected, DatabaseFaults.IsOfTheDatabase(new PostgresException("no", "ERROR", "ERROR", state)));

    [Fact]
    public void IsOfTheDatabase_AServerThatCannotBeReached_IsNoFaultOfTheJob()
    {
        var error = new NpgsqlException("Failed to connect to 10.0.0.1:5432", new SocketException((int)SocketError.ConnectionRefused));

        Assert.True(DatabaseFaults.IsOfTheDatabase(error));
        Assert.Equal("PostgreSQL cannot be reached (SocketException)", DatabaseFaults.Describe(error));
    }

    [Theory]
    [InlineData("Host=nowhere.invalid")]
    [InlineData("Host=127.0.0.1;Port=1")]
    [InlineData("Host=/nowhere")] // A socket of the file system.
    public async Task IsOfTheDatabase_AServerThatDoesNotAnswer_IsNoFaultOfTheJob(string server)
    {
        await using var source = NpgsqlDataSource.Create(server + ";Username=postgres;Database=bitmagnet;Timeout=10");

        var error = await Assert.ThrowsAnyAsync<Exception>(async () => await source.OpenConnectionAsync(Token));

        Assert.True(DatabaseFaults.IsOfTheDatabase(error), error.ToString());
        Assert.Equal("PostgreSQL cannot be reached (SocketException)", DatabaseFaults.Describe(error));
    }

    [Fact]
    public async Task IsOfTheDatabase_AConnectionCutBeforeTheAnswer_IsNoFaultOfTheJob()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=postgres;SSL Mode=Disable");

        var opening = source.OpenConnectionAsync(Token).AsTask();
        using (var socket = await listener.AcceptSocketAsync(Token))
        {
            socket.LingerState = new LingerOption(true, 0); // a reset, no orderly end
        }

        var error = await Assert.ThrowsAnyAsync<Exception>(() => opening);
        Assert.True(DatabaseFaults.IsOfTheDatabase(error), error.ToString());
    }

    [Fact]
    public async Task IsOfTheDatabase_ASessionEndedInTheMiddleOfAStatement_IsNoFaultOfTheJob()
    {
        await using var database = await IndexDatabase.CreateAsync();

        var error = await Assert.ThrowsAnyAsync<Exception>(() => database.ExecuteAsync("SELECT pg_terminate_backend(pg_backend_pid())"));

        Assert.True(DatabaseFaults.IsOfTheDatabase(error), error.ToString());
    }

    [Fact]
    public void IsOfTheDatabase_AnythingElse_IsAFaultOfTheJob() => Assert.False(DatabaseFaults.IsOfTheDatabase(new InvalidOperationException()));
}
