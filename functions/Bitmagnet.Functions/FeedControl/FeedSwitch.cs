using Bitmagnet.Functions.Enrichment;

namespace Bitmagnet.Functions.FeedControl;

/// <summary>Pauses and resumes the feed of all instances, in its own row: a feed under way loses its write, not the switch's.</summary>
public sealed class FeedSwitch(FeedStore store, TimeProvider clock, ILogger<FeedSwitch> logger)
{
    /// <summary>Pauses the feed; one that is paused already keeps the time since when.</summary>
    public Task<FeedSwitchState> PauseAsync(CancellationToken cancellationToken) =>
        SetAsync(since => since ?? clock.GetUtcNow(), cancellationToken);

    /// <summary>Resumes.</summary>
    public Task<FeedSwitchState> ResumeAsync(CancellationToken cancellationToken) => SetAsync(_ => null, cancellationToken);

    private async Task<FeedSwitchState> SetAsync(Func<DateTimeOffset?, DateTimeOffset?> change, CancellationToken cancellationToken)
    {
        var (state, isChanged) = await store.ChangeAsync(state => state with { PausedSince = change(state.PausedSince) }, cancellationToken);
        Log.FeedSwitched(logger, state.PausedSince is null ? "runs" : "is paused", isChanged);
        return new FeedSwitchState(state.PausedSince is not null, state.PausedSince, isChanged);
    }
}

/// <summary>Whether the feed is paused.</summary>
/// <param name="Paused">True: nothing is fed.</param>
/// <param name="Since">Since when; null where it is not paused.</param>
/// <param name="Changed">Whether this request changed it.</param>
public sealed record FeedSwitchState(bool Paused, DateTimeOffset? Since, bool Changed);
