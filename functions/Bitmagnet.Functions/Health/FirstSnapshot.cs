namespace Bitmagnet.Functions.Health;

/// <summary>Takes a snapshot at start where there is none that is fresh, rather than a minute later by the timer; tried until there is one.</summary>
internal sealed class FirstSnapshot(
    SnapshotStore store, SnapshotRecorder recorder, HealthOptions options, TimeProvider clock, ILogger<FirstSnapshot> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await store.LatestAsync(stoppingToken) is { } newest && clock.GetUtcNow() - newest.At < options.SnapshotAge)
                {
                    return;
                }

                await recorder.RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.FirstSnapshotFailed(logger, e.GetType().Name, Pause); // health says what is wrong; nothing may leave a background service
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
