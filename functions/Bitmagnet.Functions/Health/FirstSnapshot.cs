namespace Bitmagnet.Functions.Health;

/// <summary>Takes a snapshot at start where none is fresh, a minute before the timer would, and tries until there is one.</summary>
internal sealed class FirstSnapshot(
    SnapshotStore store, SnapshotRecorder recorder, HealthOptions options, TimeProvider clock, ILogger<FirstSnapshot> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

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
                Log.FirstSnapshotFailed(logger, e.GetType().Name, Pause); // health says what is wrong; an exception would end the process
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
