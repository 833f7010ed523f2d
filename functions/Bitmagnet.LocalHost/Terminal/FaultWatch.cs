using Bitmagnet.Functions.Health;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>
/// Checks the parts soon after the start, and every few seconds during a fault, and reports changes. So a fault from an earlier run, such as a key
/// that TMDB refuses, is reported again.
/// </summary>
internal sealed class FaultWatch(Faults faults, HealthChecks checks, TerminalLines lines, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            for (var isFirst = true; await timer.WaitForNextTickAsync(stoppingToken); isFirst = false)
            {
                if (!isFirst && !faults.Any)
                {
                    continue;
                }

                var askedAt = clock.GetUtcNow();
                foreach (var line in faults.Seen(await checks.RunAsync(stoppingToken), askedAt))
                {
                    lines.Write(line.Level, line.Text);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
