using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>The story of one torrent: 200 with all that is known of it; 404 where bitmagnet has no such torrent.</summary>
public sealed class GetTorrent(TorrentEndpoints endpoints, Outages outages)
{
    [Function(nameof(GetTorrent))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "torrents/{infoHash}")] HttpRequest request, string infoHash, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => endpoints.GetAsync(infoHash, cancellationToken), cancellationToken);
}
