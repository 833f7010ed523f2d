using Bitmagnet.Sandbox;

[assembly: AssemblyFixture(typeof(Bitmagnet.LocalHost.Tests.Fixtures.Azurite))]

namespace Bitmagnet.LocalHost.Tests.Fixtures;

/// <summary>One Azurite for all tests of the assembly; each test uses its own queue names and host ids.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private static AzuriteServer? server;

    public static string ConnectionString => server!.ConnectionString;

    public async ValueTask InitializeAsync() => server = await AzuriteServer.StartAsync(SandboxFolder.Temporary());

    public ValueTask DisposeAsync() => server!.DisposeAsync();
}
