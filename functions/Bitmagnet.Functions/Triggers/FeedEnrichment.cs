using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Feeds the queue, and records how both queues are: one execution a minute for both.</summary>
public sealed class FeedEnrichment(EnrichmentFeed feed, SnapshotRecorder recorder)
{
    /// <summary>Tops the queue up to its window, and takes the minute's snapshot; neither waits for the other.</summary>
    [Function(nameof(FeedEnrichment))]
    public Task Run([TimerTrigger("%ENRICHMENT_FEED_SCHEDULE%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        Task.WhenAll(feed.RunAsync(cancellationToken), recorder.RunIfDueAsync(cancellationToken));
}
