namespace Bitmagnet.Functions.Tmdb;

/// <summary>Logs at start what a person should know about the key.</summary>
internal sealed class TmdbStartUp(TmdbGate gate, TmdbOptions options, ILogger<TmdbStartUp> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (gate.Off is { } off)
        {
            Log.Off(logger, off.InWords!);
        }
        else if (options.IsSharedKey)
        {
            Log.SharedKey(logger);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
