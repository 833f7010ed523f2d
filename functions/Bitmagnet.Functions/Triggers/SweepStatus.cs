using Bitmagnet.Functions.Sweeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Shows the last runs of the sweep.</summary>
public sealed class SweepStatus(SweepEndpoints sweep)
{
    /// <summary>200 with the last runs, newest first.</summary>
    [Function(nameof(SweepStatus))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sweep")] HttpRequest request, CancellationToken cancellationToken) =>
        sweep.ListAsync(cancellationToken);
}
