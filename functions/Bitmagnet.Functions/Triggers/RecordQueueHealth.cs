using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Takes a snapshot of both queues, where HEALTH_SCHEDULE gives this a schedule of its own; else FeedEnrichment does.</summary>
public sealed class RecordQueueHealth(SnapshotRecorder recorder)
{
    [Function(nameof(RecordQueueHealth))]
    public Task Run([TimerTrigger("%HEALTH_SCHEDULE%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        recorder.RunAsync(cancellationToken);
}
