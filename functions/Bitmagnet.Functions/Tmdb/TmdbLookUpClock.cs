namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The total time-out of one look-up. Unlike Polly's time-out, it can be stopped while the look-up waits for the budget, which is not
/// TMDB's slowness.
/// </summary>
internal sealed class TmdbLookUpClock(TimeSpan total, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource source = new(total, time);
    private TimeSpan left = total;
    private long startedAt = time.GetTimestamp();

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Stops the clock until <see cref="Start"/>.</summary>
    public void Stop()
    {
        source.CancelAfter(Timeout.InfiniteTimeSpan);
        left -= time.GetElapsedTime(startedAt);
    }

    /// <summary>Starts the clock again.</summary>
    public void Start()
    {
        startedAt = time.GetTimestamp();
        source.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
