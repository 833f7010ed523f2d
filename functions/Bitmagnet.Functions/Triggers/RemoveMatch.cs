using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Takes a wrong title off a torrent.</summary>
public sealed class RemoveMatch(MatchEndpoints endpoints, Outages outages)
{
    /// <summary>200 with what was written; 404 or 409 where it cannot be; 503 where the storage or the database is away.</summary>
    [Function(nameof(RemoveMatch))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "torrents/{infoHash}/match")] HttpRequest request, string infoHash, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => endpoints.RemoveAsync(infoHash, cancellationToken), cancellationToken);
}
