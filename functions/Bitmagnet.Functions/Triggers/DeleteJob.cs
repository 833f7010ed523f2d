using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Deletes one job.</summary>
public sealed class DeleteJob(JobEndpoints jobs, Outages outages)
{
    /// <summary>200; 404 where there is none, 409 while its message is in the queue; 503 where the storage is away.</summary>
    [Function(nameof(DeleteJob))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "jobs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => jobs.DeleteAsync(id, cancellationToken));
}
