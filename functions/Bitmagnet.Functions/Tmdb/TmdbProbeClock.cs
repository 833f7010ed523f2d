namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// Probes TMDB on a clock of its own while the gate is shut, so its return is noticed without a feed's tick or a look-up. Every instance
/// has one; the gate's row lets one of them probe in each pause.
/// </summary>
internal sealed class TmdbProbeClock(TmdbGate gate, TimeProvider time, Random random, ILogger<TmdbProbeClock> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Instances try at different moments: the first probes, and the others see the result.
        await Task.Delay(Tick * random.NextDouble(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var timer = new PeriodicTimer(Tick, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (gate.IsProbeDue)
                {
                    await gate.CurrentAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Catches everything, such as a storage outage: a background service that throws ends the host.
                Log.ProbeFailed(logger, exception);
                await Task.Delay(TmdbPauses.Usual, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
