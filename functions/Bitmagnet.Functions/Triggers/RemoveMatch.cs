using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Takes a wrong title off a torrent: 200 with what was written; 404 or 409 where it cannot be.</summary>
public sealed class RemoveMatch(MatchEndpoints endpoints, Outages outages)
{
    [Function(nameof(RemoveMatch))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "torrents/{infoHash}/match")] HttpRequest request, string infoHash, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => endpoints.RemoveAsync(infoHash, cancellationToken), cancellationToken);
}
