using Bitmagnet.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Shows the walk that was asked for last.</summary>
public sealed class GetBackfill(BackfillEndpoints backfill)
{
    /// <summary>200 with its progress.</summary>
    [Function(nameof(GetBackfill))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "backfill")] HttpRequest request, CancellationToken cancellationToken) =>
        backfill.ShowAsync(cancellationToken);
}
