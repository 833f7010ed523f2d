using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Http;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Pauses the feed, for all instances.</summary>
public sealed class PauseEnrichment(FeedSwitch feed, Outages outages)
{
    /// <summary>200 with the state of the switch; 503 where the storage is away.</summary>
    [Function(nameof(PauseEnrichment))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "enrichment/pause")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, async () => Answer.Of(await feed.PauseAsync(cancellationToken)));
}
