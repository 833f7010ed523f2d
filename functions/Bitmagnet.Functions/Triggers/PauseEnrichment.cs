using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Pauses the feed, for all instances.</summary>
public sealed class PauseEnrichment(FeedSwitch feed)
{
    /// <summary>200 with the state of the switch.</summary>
    [Function(nameof(PauseEnrichment))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "enrichment/pause")] HttpRequest request, CancellationToken cancellationToken) =>
        Answer.Of(await feed.PauseAsync(cancellationToken));
}
