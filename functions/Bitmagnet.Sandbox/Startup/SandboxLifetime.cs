using Microsoft.Extensions.Hosting;

namespace Bitmagnet.Sandbox.Startup;

/// <summary>Stops the sandbox's parts after the application.</summary>
internal sealed class SandboxLifetime(SandboxSession? session) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (session is not null)
        {
            await session.DisposeAsync();
        }
    }
}
