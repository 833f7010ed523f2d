using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Feeds lost jobs again and removes expired rows; apart from bitmagnet's queue, so that neither waits for the other.</summary>
public sealed class SweepOwnStorage(OwnSweep sweep)
{
    /// <summary>One run.</summary>
    [Function(nameof(SweepOwnStorage))]
    public Task Run([TimerTrigger("%SWEEP_SCHEDULE%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(cancellationToken);
}
