using Bitmagnet.Functions.Health;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>How the system is.</summary>
public sealed class GetHealth(HealthChecks checks)
{
    /// <summary>200 for healthy and degraded, 503 for unhealthy.</summary>
    [Function(nameof(GetHealth))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        var report = await checks.RunAsync(cancellationToken);
        return new JsonResult(report) { StatusCode = report.Status == "unhealthy" ? 503 : 200 };
    }
}
