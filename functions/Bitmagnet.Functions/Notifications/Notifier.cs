using System.Collections.Concurrent;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Notifications;

/// <summary>
/// Tells each target what has changed, once over all instances: the instance that claims the target's row tells it. While the storage is away
/// no row can be claimed; then each instance tells what it has not told itself, and writes that down once the storage is back.
/// </summary>
internal sealed class Notifier(ToldStore store, NotifySender sender, NotifyOptions options, TimeProvider clock, ILogger<Notifier> logger)
{
    /// <summary>Longer than a request may take; after it another instance may take over from one that was cut off.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, ToldState> toldWithoutStorage = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ToldState> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> faults = new(StringComparer.Ordinal);

    /// <summary>Tells all targets. Does not throw where one of them, or the storage, does not answer.</summary>
    public Task TellAsync(HealthReport before, HealthReport now, CancellationToken cancellationToken) =>
        Task.WhenAll(options.Targets.Select(target => TellAsync(target, before, now, cancellationToken)));

    private async Task TellAsync(NotifyTarget target, HealthReport before, HealthReport now, CancellationToken cancellationToken)
    {
        var (state, isStored) = await LoadAsync(target, cancellationToken);
        var at = clock.GetUtcNow();
        if (HealthChange.Between(state.Findings, before, now) is not var (notification, told)
            || WrittenTime.IsWithin(state.At, at, options.Pause) || WrittenTime.IsAhead(state.ClaimedUntil, at, Claim))
        {
            return;
        }

        if (isStored && await TrySaveAsync(target, state with { ClaimedUntil = at + Claim }, cancellationToken) is { } claimed)
        {
            state = claimed;
        }
        else if (isStored)
        {
            return; // Another instance tells it.
        }

        var problem = await sender.SendAsync(target, notification, cancellationToken);
        Say(target, notification, problem);
        state = state with { Findings = problem is null ? told : state.Findings, At = at, ClaimedUntil = default };
        known[target.Fingerprint] = state;
        if (!isStored || await TrySaveAsync(target, state, cancellationToken) is null)
        {
            toldWithoutStorage[target.Fingerprint] = state;
        }
    }

    private async Task<(ToldState State, bool IsStored)> LoadAsync(NotifyTarget target, CancellationToken cancellationToken)
    {
        try
        {
            var row = await store.LoadAsync(target, cancellationToken);
            var state = toldWithoutStorage.TryRemove(target.Fingerprint, out var own) && own.At >= row.At ? own with { ETag = row.ETag } : row;
            known[target.Fingerprint] = state;
            return (state, true);
        }
        catch (Exception e) when (StorageFaults.IsOfTheStorage(e))
        {
            return (known.GetValueOrDefault(target.Fingerprint) ?? new ToldState([]), false);
        }
    }

    /// <summary>Null where another instance, or an outage, was faster.</summary>
    private async Task<ToldState?> TrySaveAsync(NotifyTarget target, ToldState state, CancellationToken cancellationToken)
    {
        try
        {
            return await store.TrySaveAsync(target, state, cancellationToken);
        }
        catch (Exception e) when (StorageFaults.IsOfTheStorage(e))
        {
            return null;
        }
    }

    /// <summary>Logs a target that fails once, until it works or fails in another way.</summary>
    private void Say(NotifyTarget target, Notification notification, string? problem)
    {
        if (problem is null)
        {
            faults.TryRemove(target.Fingerprint, out _);
            Log.Told(logger, target.ToString(), notification.Status, notification.New.Count, notification.Over.Count);
        }
        else if (faults.GetValueOrDefault(target.Fingerprint) != problem)
        {
            faults[target.Fingerprint] = problem;
            Log.NotTold(logger, target.ToString(), problem, options.Pause);
        }
    }
}
