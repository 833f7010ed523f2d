namespace Bitmagnet.Functions.Health;

/// <summary>Takes the snapshot of the minute and keeps it.</summary>
public sealed class SnapshotRecorder(
    SnapshotTaker taker, SnapshotStore store, CounterStore counters, HealthMetrics metrics, HealthOptions options, TimeProvider clock, ILogger<SnapshotRecorder> logger)
{
    /// <summary>A minute, less what a tick may come early.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(55);

    private long takenAt = long.MinValue;

    /// <summary>A tick of the feed: a snapshot at most once a minute, and none where snapshots have a schedule of their own.</summary>
    public async Task RunIfDueAsync(CancellationToken cancellationToken)
    {
        if (options.Schedule.Length == 0 && (Volatile.Read(ref takenAt) is var taken && (taken == long.MinValue || clock.GetElapsedTime(taken) >= Interval)))
        {
            await RunAsync(cancellationToken);
        }
    }

    /// <summary>One snapshot.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref takenAt, clock.GetTimestamp());
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
