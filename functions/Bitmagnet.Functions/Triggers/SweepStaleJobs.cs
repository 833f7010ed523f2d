using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Keeps bitmagnet's queue moving.</summary>
public sealed class SweepStaleJobs(Sweeper sweeper)
{
    /// <summary>One run of the sweep.</summary>
    [Function(nameof(SweepStaleJobs))]
    public Task Run([TimerTrigger("%SWEEP_SCHEDULE%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        sweeper.RunAsync(isDryRun: false, cancellationToken);
}
