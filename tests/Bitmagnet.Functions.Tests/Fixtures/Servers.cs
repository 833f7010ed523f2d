[assembly: AssemblyFixture(typeof(Bitmagnet.Functions.Tests.Fixtures.Servers))]

namespace Bitmagnet.Functions.Tests.Fixtures;

/// <summary>One PostgreSQL and one Azurite for all tests of the assembly.</summary>
public sealed class Servers : IAsyncLifetime
{
    /// <summary>The PostgreSQL server. Every test creates a database of its own.</summary>
    public static PostgresServer Postgres { get; private set; } = null!;

    /// <summary>The Azurite server. Tests use queues, tables and containers of their own.</summary>
    public static AzuriteServer Azurite { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = SandboxFolder.Temporary();
        var postgres = PostgresServer.StartAsync(folder);
        var azurite = AzuriteServer.StartAsync(folder);
        Postgres = await postgres;
        Azurite = await azurite;
    }

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        await Azurite.DisposeAsync();
    }
}
