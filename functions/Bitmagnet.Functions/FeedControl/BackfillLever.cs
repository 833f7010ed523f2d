using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.FeedControl;

/// <summary>
/// Starts, shows and cancels a walk through the old rows, through the feed's own row: any instance continues it, also after a
/// restart, and a feed under way at a cancellation loses its own write, not the cancellation.
/// </summary>
public sealed class BackfillLever(FeedStore store, TimeProvider clock, ILogger<BackfillLever> logger)
{
    /// <summary>The walk that was asked for last.</summary>
    public async Task<BackfillStatus> ShowAsync(CancellationToken cancellationToken) =>
        Of(await store.LoadAsync(cancellationToken));

    /// <summary>Starts a walk; null where one is under way.</summary>
    public async Task<BackfillStatus?> StartAsync(FeedFilter filter, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await store.LoadAsync(cancellationToken);
            if (state.Walk is { EndedAt: null })
            {
                return null;
            }

            var walk = new FeedWalk { Filter = filter, StartedAt = clock.GetUtcNow() };
            var started = state with { Walk = walk };
            if (await store.TrySaveAsync(started, cancellationToken))
            {
                Log.BackfillStarted(logger, filter.Since, filter.Until, filter.WithContent);
                return Of(started);
            }
        }
    }

    /// <summary>Ends the walk under way; what is fed already runs.</summary>
    public async Task<BackfillChange> CancelAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await store.LoadAsync(cancellationToken);
            if (state.Walk is not { EndedAt: null } walk)
            {
                return new BackfillChange(false, Of(state));
            }

            var cancelled = state with { Walk = walk with { EndedAt = clock.GetUtcNow(), IsCancelled = true } };
            if (await store.TrySaveAsync(cancelled, cancellationToken))
            {
                Log.BackfillCancelled(logger, walk.Fed);
                return new BackfillChange(true, Of(cancelled));
            }
        }
    }

    private BackfillStatus Of(FeedState state) => BackfillStatus.Of(state.Walk, clock.GetUtcNow(), isHeld: state.PausedSince is not null);
}
