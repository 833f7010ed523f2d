using Bitmagnet.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Enriches torrents that a person names, ahead of the backlog.</summary>
public sealed class EnrichNow(EnrichEndpoint endpoint)
{
    /// <summary>200 with what was found, 202 with a job to follow; 400, 413 or 415 for a body that cannot be answered.</summary>
    [Function(nameof(EnrichNow))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "torrents/enrich")] HttpRequest request, CancellationToken cancellationToken) =>
        endpoint.AnswerAsync(request, cancellationToken);
}
