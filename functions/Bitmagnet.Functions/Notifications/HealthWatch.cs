using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Notifications;

/// <summary>Checks health twice a minute, as <c>GET /api/health</c> does, and has changes told. Runs only where there is somebody to tell.</summary>
internal sealed class HealthWatch(HealthChecks checks, Notifier notifier, TimeProvider clock, ILogger<HealthWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        HealthReport? before = null;
        do
        {
            before = await LookAsync(before, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<HealthReport?> LookAsync(HealthReport? before, CancellationToken cancellationToken)
    {
        try
        {
            var now = await checks.RunAsync(cancellationToken);
            if (now.Status == HealthStatus.Starting)
            {
                return null;
            }

            if (before is not null)
            {
                await notifier.TellAsync(before, now, cancellationToken);
            }

            return now;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Any exception that leaves a background service ends the process.
            Log.WatchFailed(logger, e.GetType().Name, e);
            return before;
        }
    }
}
