using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Lists torrents without a title: 200 with a page, newest first, each with its reason; 400 for a parameter that is not allowed.</summary>
public sealed class ListTorrents(TorrentEndpoints endpoints, Outages outages)
{
    [Function(nameof(ListTorrents))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "torrents")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => endpoints.ListAsync(request, cancellationToken), cancellationToken);
}
