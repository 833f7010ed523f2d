namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// Probes a TMDB that is shut, on a clock of its own: neither a feed's tick nor a look-up is needed for its return to be noticed. Every
/// instance has one; the gate's row lets one of them probe in each pause.
/// </summary>
internal sealed class TmdbProbeClock(TmdbGate gate, TimeProvider time, Random random, ILogger<TmdbProbeClock> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not all instances at the same moment: the first to come probes, and the others see it.
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
                // Whatever it is, such as a storage account that is away: a background service that throws would end the host.
                Log.ProbeFailed(logger, exception);
                await Task.Delay(TmdbPauses.Usual, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
