using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Searches TMDB for a title within the common budget: 200 with what it found; 503 where TMDB cannot be asked.</summary>
public sealed class SearchTmdb(TorrentEndpoints endpoints, Outages outages)
{
    [Function(nameof(SearchTmdb))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "tmdb/search")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => endpoints.SearchAsync(request, cancellationToken));
}
