using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Ends the walk under way: 200 with what there was to end.</summary>
public sealed class CancelBackfill(BackfillEndpoints backfill, Outages outages)
{
    [Function(nameof(CancelBackfill))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "backfill")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => backfill.CancelAsync(cancellationToken));
}
