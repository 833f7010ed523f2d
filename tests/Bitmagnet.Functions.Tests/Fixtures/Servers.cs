using Bitmagnet.Sandbox;

[assembly: AssemblyFixture(typeof(Bitmagnet.Functions.Tests.Fixtures.Servers))]

namespace Bitmagnet.Functions.Tests.Fixtures;

/// <summary>One PostgreSQL and one Azurite for all tests of the assembly, started by the first test that asks.</summary>
public sealed class Servers : IAsyncLifetime
{
    private static readonly SandboxFolder Folder = SandboxFolder.Temporary();
    private static readonly Lazy<Task<PostgresServer>> StartedPostgres = new(() => PostgresServer.StartAsync(Folder));
    private static readonly Lazy<Task<AzuriteServer>> StartedAzurite = new(() => AzuriteServer.StartAsync(Folder));

    /// <summary>The PostgreSQL server; every test creates its own database.</summary>
    public static PostgresServer Postgres { get; private set; } = null!;

    /// <summary>The Azurite server; tests use names of their own for queues, tables and containers.</summary>
    public static AzuriteServer Azurite { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Postgres = await StartedPostgres.Value;
        Azurite = await StartedAzurite.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        await Azurite.DisposeAsync();
    }
}
