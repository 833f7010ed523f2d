using Bitmagnet.Functions.Enrichment;

namespace Bitmagnet.Functions.FeedControl;

/// <summary>
/// Pauses and resumes the feed for all instances, through the feed's own row: it survives restarts, and a feed under way at that
/// moment loses its own write, not the switch's.
/// </summary>
public sealed class FeedSwitch(FeedStore store, TimeProvider clock, ILogger<FeedSwitch> logger)
{
    /// <summary>Pauses the feed; one that is paused already keeps the time since when.</summary>
    public Task<FeedSwitchState> PauseAsync(CancellationToken cancellationToken) =>
        SetAsync(since => since ?? clock.GetUtcNow(), cancellationToken);

    /// <summary>Resumes.</summary>
    public Task<FeedSwitchState> ResumeAsync(CancellationToken cancellationToken) => SetAsync(_ => null, cancellationToken);

    private async Task<FeedSwitchState> SetAsync(Func<DateTimeOffset?, DateTimeOffset?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await store.LoadAsync(cancellationToken);
            var next = state with { PausedSince = change(state.PausedSince) };
            var isChanged = next != state;
            if (!isChanged || await store.TrySaveAsync(next, cancellationToken))
            {
                Log.FeedSwitched(logger, next.PausedSince is null ? "runs" : "is paused", isChanged);
                return new FeedSwitchState(next.PausedSince is not null, next.PausedSince, isChanged);
            }
        }
    }
}

/// <summary>Whether the feed is paused.</summary>
/// <param name="Paused">True: nothing is fed.</param>
/// <param name="Since">Since when; null where it is not paused.</param>
/// <param name="Changed">Whether this request changed it.</param>
public sealed record FeedSwitchState(bool Paused, DateTimeOffset? Since, bool Changed);
