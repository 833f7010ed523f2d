using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Triggers;

/// <summary>The torrents of one job: 200 with each torrent, its name and what it has now; 404 where there is no such job.</summary>
public sealed class GetJobTorrents(JobEndpoints jobs, Outages outages)
{
    [Function(nameof(GetJobTorrents))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "jobs/{id}/torrents")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => jobs.TorrentsAsync(id, cancellationToken), cancellationToken);
}
