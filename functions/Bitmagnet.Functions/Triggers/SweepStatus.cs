using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Shows the last runs of the sweep.</summary>
public sealed class SweepStatus(SweepEndpoints sweep, Outages outages)
{
    /// <summary>200 with the last runs, newest first; 503 where the storage is away.</summary>
    [Function(nameof(SweepStatus))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "sweep")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => sweep.ListAsync(cancellationToken));
}
