using Bitmagnet.Functions.Health;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>Checks the parts soon after the start, for a fault of an earlier run, and every few seconds during a fault.</summary>
internal sealed class FaultWatch(Faults faults, HealthChecks checks, TerminalLines lines, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        for (var isFirst = true; await timer.WaitForNextTickAsync(stoppingToken); isFirst = false)
        {
            var askedAt = clock.GetUtcNow();
            foreach (var line in isFirst || faults.Any ? faults.Seen(await checks.RunAsync(stoppingToken), askedAt) : [])
            {
                lines.Write(line.Level, line.Text);
            }
        }
    }
}
