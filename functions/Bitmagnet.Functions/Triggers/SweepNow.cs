using Bitmagnet.Functions.Sweeping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Runs the sweep on request.</summary>
public sealed class SweepNow(Sweeper sweeper)
{
    /// <summary>One run; with <c>?dryRun=true</c> it decides and counts only.</summary>
    [Function(nameof(SweepNow))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sweep")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (SweepRequest.ReadDryRun(request.Query["dryRun"]) is not { } isDryRun)
        {
            return new BadRequestObjectResult(SweepRequest.Refusal);
        }

        return new JsonResult(await sweeper.RunAsync(isDryRun, cancellationToken), SweepRequest.Json);
    }
}
