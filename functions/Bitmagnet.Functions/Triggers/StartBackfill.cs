using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Walks the old rows again: 202 with the walk; 409 where one is under way; 400, 413 or 415 for a body that is not allowed.</summary>
public sealed class StartBackfill(BackfillEndpoints backfill, Outages outages)
{
    [Function(nameof(StartBackfill))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "backfill")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => backfill.StartAsync(request, cancellationToken));
}
