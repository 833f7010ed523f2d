using Bitmagnet.Functions.Sweeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Shows the last runs of the sweep.</summary>
public sealed class SweepStatus(SweepRuns runs)
{
    private const int Shown = 20;

    /// <summary>The last 20 runs, newest first.</summary>
    [Function(nameof(SweepStatus))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "sweep")] HttpRequest request, CancellationToken cancellationToken) =>
        new JsonResult(await runs.LastAsync(Shown, cancellationToken), SweepRequest.Json);
}
