using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Http;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Pauses the feed, for all instances: 200 with the state of the switch.</summary>
public sealed class PauseEnrichment(FeedSwitch feed, Outages outages)
{
    [Function(nameof(PauseEnrichment))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "enrichment/pause")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, async () => Answer.Of(await feed.PauseAsync(cancellationToken)));
}
