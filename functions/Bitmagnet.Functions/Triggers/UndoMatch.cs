using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Undoes the last correction of a torrent.</summary>
public sealed class UndoMatch(MatchEndpoints endpoints, Outages outages)
{
    /// <summary>200 with what was written; 404 or 409 where it cannot be; 503 where the storage or the database is away.</summary>
    [Function(nameof(UndoMatch))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "torrents/{infoHash}/match/undo")] HttpRequest request, string infoHash, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => endpoints.UndoAsync(infoHash, cancellationToken), cancellationToken);
}
