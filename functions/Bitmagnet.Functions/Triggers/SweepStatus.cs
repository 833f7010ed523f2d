using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Shows the last runs of the sweep: 200 with the last runs, newest first.</summary>
public sealed class SweepStatus(SweepEndpoints sweep, Outages outages)
{
    [Function(nameof(SweepStatus))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "sweep")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => sweep.ListAsync(cancellationToken));
}
