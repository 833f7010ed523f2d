[assembly: AssemblyFixture(typeof(Bitmagnet.Sandbox.Tests.Postgres))]

namespace Bitmagnet.Sandbox.Tests;

/// <summary>One PostgreSQL for the tests that need a database.</summary>
public sealed class Postgres : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync(SandboxFolder.Temporary());

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
