namespace Bitmagnet.Functions.Health;

/// <summary>Takes the snapshot of the minute and keeps it.</summary>
public sealed class SnapshotRecorder(
    SnapshotTaker taker, SnapshotStore store, CounterStore counters, HealthMetrics metrics, ILogger<SnapshotRecorder> logger)
{
    /// <summary>One tick of the timer.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = await store.LatestAsync(cancellationToken);
        if (await taker.TakeAsync(before, cancellationToken) is not { } snapshot || !await store.TryAddAsync(snapshot, cancellationToken))
        {
            Log.SnapshotSkipped(logger);
            return;
        }

        metrics.Show(snapshot);
        await counters.FoldAsync(cancellationToken);
        Log.SnapshotTaken(logger, snapshot.Findings.Count, snapshot.Database?.Seconds);
        foreach (var finding in snapshot.Findings.Where(finding => before?.Findings.Any(other => other.Code == finding.Code) != true))
        {
            Log.Found(logger, finding.Code, finding.Severity, finding.Problem, finding.Remedy);
        }
    }
}
