using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Searches TMDB for a title.</summary>
public sealed class SearchTmdb(TorrentEndpoints endpoints, Outages outages)
{
    /// <summary>200 with what TMDB found, within the same budget as every other look-up; 503 where TMDB cannot be asked.</summary>
    [Function(nameof(SearchTmdb))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "tmdb/search")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => endpoints.SearchAsync(request, cancellationToken));
}
