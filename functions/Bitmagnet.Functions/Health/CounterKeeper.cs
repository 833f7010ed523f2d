using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// Writes this instance's counters every few seconds, and once more when it stops: a crash loses those few seconds. OpenTelemetry's periodic
/// reader would drop what an export fails to deliver; here a batch without an answer is sent again, and counts once.
/// </summary>
internal sealed class CounterKeeper(CounterTally tally, CounterStore store, TimeProvider clock, ILogger<CounterKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly string instance = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>The batch that was sent and not answered: the storage may hold it, so it is sent again unchanged.</summary>
    private CounterBatch? unanswered;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        StoragePatience.SomebodyWaits(); // for the process to end
        await base.StopAsync(cancellationToken);
        await KeepAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await KeepAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (unanswered is not null)
            {
                await store.AddAsync(instance, unanswered, cancellationToken);
            }

            unanswered = tally.Take();
            await store.AddAsync(instance, unanswered, cancellationToken);
            unanswered = null;
        }
        catch (Exception e)
        {
            // The batch waits for the next time. Any exception that leaves a background service ends the process.
            Log.CountersNotKept(logger, e.GetType().Name, e);
        }
    }
}
