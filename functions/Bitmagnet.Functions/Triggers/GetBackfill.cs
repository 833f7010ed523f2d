using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Shows the walk that was asked for last: 200 with its progress.</summary>
public sealed class GetBackfill(BackfillEndpoints backfill, Outages outages)
{
    [Function(nameof(GetBackfill))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "backfill")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => backfill.ShowAsync(cancellationToken));
}
