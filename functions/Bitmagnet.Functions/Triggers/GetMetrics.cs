using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>The metrics: 200 with Prometheus text.</summary>
public sealed class GetMetrics(MetricsEndpoint metrics, Outages outages)
{
    [Function(nameof(GetMetrics))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "metrics")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => metrics.AnswerAsync(request, cancellationToken));
}
