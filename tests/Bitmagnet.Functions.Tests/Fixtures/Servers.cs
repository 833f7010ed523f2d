[assembly: AssemblyFixture(typeof(Bitmagnet.Functions.Tests.Fixtures.Servers))]

namespace Bitmagnet.Functions.Tests.Fixtures;

/// <summary>One PostgreSQL and one Azurite for all tests of the assembly, each started by the first test that needs it.</summary>
public sealed class Servers : IAsyncDisposable
{
    private static readonly SandboxFolder Folder = SandboxFolder.Temporary();
    private static readonly Lazy<PostgresServer> LazyPostgres = new(() => Task.Run(() => PostgresServer.StartAsync(Folder)).GetAwaiter().GetResult());
    private static readonly Lazy<AzuriteServer> LazyAzurite = new(() => Task.Run(() => AzuriteServer.StartAsync(Folder)).GetAwaiter().GetResult());

    /// <summary>The PostgreSQL server. Every test creates a database of its own.</summary>
    public static PostgresServer Postgres => LazyPostgres.Value;

    /// <summary>The Azurite server. Tests use queues, tables and containers of their own.</summary>
    public static AzuriteServer Azurite => LazyAzurite.Value;

    public async ValueTask DisposeAsync()
    {
        if (LazyPostgres.IsValueCreated)
        {
            await Postgres.DisposeAsync();
        }

        if (LazyAzurite.IsValueCreated)
        {
            await Azurite.DisposeAsync();
        }
    }
}
