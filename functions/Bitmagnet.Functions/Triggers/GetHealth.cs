using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>How the system is: 200 for healthy and degraded, 503 for unhealthy.</summary>
public sealed class GetHealth(HealthEndpoint health, Outages outages)
{
    [Function(nameof(GetHealth))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "health")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => health.AnswerAsync(request.Query["format"], cancellationToken));
}
