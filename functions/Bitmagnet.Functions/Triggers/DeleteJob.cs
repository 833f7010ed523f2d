using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Deletes one job: 200; 404 where there is none, 409 while its message is in the queue.</summary>
public sealed class DeleteJob(JobEndpoints jobs, Outages outages)
{
    [Function(nameof(DeleteJob))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "jobs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => jobs.DeleteAsync(id, cancellationToken));
}
