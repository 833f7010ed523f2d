using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Tops the queue up and takes the minute's snapshot: one execution for both, and neither waits for the other.</summary>
public sealed class FeedEnrichment(EnrichmentFeed feed, SnapshotRecorder recorder)
{
    [Function(nameof(FeedEnrichment))]
    public Task Run([TimerTrigger("%ENRICHMENT_FEED_SCHEDULE%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        Task.WhenAll(feed.RunAsync(cancellationToken), recorder.RunIfDueAsync(cancellationToken));
}
