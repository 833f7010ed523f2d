using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Lists torrents without a title.</summary>
public sealed class ListTorrents(TorrentEndpoints endpoints, Outages outages)
{
    /// <summary>200 with a page, newest first, each with its reason; 400 for a parameter that is not allowed; 503 where the storage or the database is away.</summary>
    [Function(nameof(ListTorrents))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "torrents")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => endpoints.ListAsync(request, cancellationToken), cancellationToken);
}
