using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Attaches the title that a person names: 200 with what was written; 400, 404 or 409 where it cannot be; 503 where TMDB is away.</summary>
public sealed class AttachMatch(MatchEndpoints endpoints, Outages outages)
{
    [Function(nameof(AttachMatch))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "torrents/{infoHash}/match")] HttpRequest request, string infoHash, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => endpoints.AttachAsync(request, infoHash, cancellationToken), cancellationToken);
}
