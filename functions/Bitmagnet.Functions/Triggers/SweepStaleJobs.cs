using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Keeps bitmagnet's queue and our own moving: one run of both sweeps, and neither waits for the other.</summary>
public sealed class SweepStaleJobs(Sweeper sweeper, OwnSweep own)
{
    [Function(nameof(SweepStaleJobs))]
    public Task Run([TimerTrigger("%SWEEP_SCHEDULE%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        Task.WhenAll(sweeper.RunAsync(isDryRun: false, cancellationToken), own.RunAsync(cancellationToken));
}
