using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.OnDemand;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Enriches given torrents at once: 200 with what was found, 202 with a job to follow; 400, 413 or 415 for a bad body.</summary>
public sealed class EnrichNow(EnrichEndpoint endpoint, Outages outages)
{
    [Function(nameof(EnrichNow))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "torrents/enrich")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => endpoint.AnswerAsync(request, cancellationToken));
}
