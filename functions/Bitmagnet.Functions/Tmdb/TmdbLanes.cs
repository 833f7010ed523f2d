using System.Collections.Concurrent;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The connections to TMDB, as many as it allows to an address. The one used last is used next, so that few are open while few are needed.</summary>
internal sealed class TmdbLanes(TmdbOptions options, TimeProvider time) : IDisposable
{
    /// <summary>TMDB's limit per address.</summary>
    public const int Most = 20;

    private readonly ConcurrentStack<TmdbTransport> idle = [];
    private readonly SemaphoreSlim free = new(Most, Most);

    /// <summary>Waits for a connection that nobody uses; it is given back by <see cref="Return"/>.</summary>
    public async Task<TmdbTransport> TakeAsync(CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        return idle.TryPop(out var lane) ? lane : new TmdbTransport(options, time);
    }

    /// <summary>Gives a connection back.</summary>
    public void Return(TmdbTransport lane)
    {
        idle.Push(lane);
        free.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in idle)
        {
            lane.Dispose();
        }

        free.Dispose();
    }
}
