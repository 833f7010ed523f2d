using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Undoes the last correction of a torrent: 200 with what was written; 404 or 409 where it cannot be.</summary>
public sealed class UndoMatch(MatchEndpoints endpoints, Outages outages)
{
    [Function(nameof(UndoMatch))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "torrents/{infoHash}/match/undo")] HttpRequest request, string infoHash, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => endpoints.UndoAsync(infoHash, cancellationToken), cancellationToken);
}
