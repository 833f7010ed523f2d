using System.Collections.Concurrent;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The connections to TMDB, as many as it allows for one address. The last used one is used next, so no more are open than needed. The
/// first request of a process goes alone: it takes longest to leave, and those after it would arrive with it, whatever their slots.
/// </summary>
internal sealed class TmdbLanes(TmdbOptions options, TimeProvider time) : IDisposable
{
    /// <summary>TMDB's limit of connections per address.</summary>
    public const int Most = 20;

    private readonly ConcurrentStack<TmdbTransport> idle = [];
    private readonly SemaphoreSlim free = new(1, Most);
    private int isWide;

    /// <summary>Waits for a free connection, to be given back by <see cref="Return"/>.</summary>
    public async Task<TmdbTransport> TakeAsync(CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        return idle.TryPop(out var lane) ? lane : new TmdbTransport(options, time);
    }

    /// <summary>Gives a connection back.</summary>
    public void Return(TmdbTransport lane)
    {
        idle.Push(lane);
        free.Release(lane.HasSent && Interlocked.Exchange(ref isWide, 1) == 0 ? Most : 1);
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
