using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.OnDemand;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Enriches torrents that a person names, ahead of the backlog.</summary>
public sealed class EnrichNow(EnrichEndpoint endpoint, Outages outages)
{
    /// <summary>200 with what was found, 202 with a job to follow; 400, 413 or 415 for a body that cannot be answered; 503 where the storage is away.</summary>
    [Function(nameof(EnrichNow))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "torrents/enrich")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => endpoint.AnswerAsync(request, cancellationToken));
}
