namespace Bitmagnet.Functions.Tmdb;

/// <summary>Logs at start what a person should know about the key.</summary>
internal sealed class TmdbStartUp(TmdbOptions options, ILogger<TmdbStartUp> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            Log.Off(logger, "TMDB_ENABLED is false");
        }
        else if (options.ApiKey is null)
        {
            Log.Off(logger, "TMDB_API_KEY is not set; get a key at https://www.themoviedb.org/settings/api");
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
