using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Ends the walk under way.</summary>
public sealed class CancelBackfill(BackfillEndpoints backfill, Outages outages)
{
    /// <summary>200 with what there was to end; 503 where the storage is away.</summary>
    [Function(nameof(CancelBackfill))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "backfill")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => backfill.CancelAsync(cancellationToken));
}
