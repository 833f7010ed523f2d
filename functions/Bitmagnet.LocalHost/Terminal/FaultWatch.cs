using Bitmagnet.Functions.Health;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>While a fault stands, looks every few seconds whether it still does; says what has changed.</summary>
internal sealed class FaultWatch(Faults faults, HealthChecks checks, TerminalLines lines, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (!faults.Any)
                {
                    continue;
                }

                foreach (var line in faults.Seen(await checks.RunAsync(stoppingToken)))
                {
                    lines.Write("info", line);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
