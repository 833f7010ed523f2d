using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Records how both queues are, where HEALTH_SCHEDULE gives this a schedule of its own; else FeedEnrichment does.</summary>
public sealed class RecordQueueHealth(SnapshotRecorder recorder)
{
    /// <summary>One snapshot.</summary>
    [Function(nameof(RecordQueueHealth))]
    public Task Run([TimerTrigger("%HEALTH_SCHEDULE%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        recorder.RunAsync(cancellationToken);
}
