using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>The story of one torrent.</summary>
public sealed class GetTorrent(TorrentEndpoints endpoints, Outages outages)
{
    /// <summary>200 with all that is known of it; 404 where bitmagnet has no such torrent; 503 where the storage or the database is away.</summary>
    [Function(nameof(GetTorrent))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "torrents/{infoHash}")] HttpRequest request, string infoHash, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => endpoints.GetAsync(infoHash, cancellationToken), cancellationToken);
}
