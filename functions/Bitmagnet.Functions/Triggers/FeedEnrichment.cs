using Bitmagnet.Functions.Enrichment;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Feeds the queue.</summary>
public sealed class FeedEnrichment(EnrichmentFeed feed)
{
    /// <summary>Tops the queue up to its window.</summary>
    [Function(nameof(FeedEnrichment))]
    public Task Run([TimerTrigger("%ENRICHMENT_FEED_SCHEDULE%", RunOnStartup = false)] TimerInfo timer, CancellationToken cancellationToken) =>
        feed.RunAsync(cancellationToken);
}
