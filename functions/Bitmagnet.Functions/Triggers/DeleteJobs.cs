using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Deletes the jobs of a filter: 200 with how many are gone; 400 for a parameter that is not allowed.</summary>
public sealed class DeleteJobs(JobEndpoints jobs, Outages outages)
{
    [Function(nameof(DeleteJobs))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "jobs")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => jobs.DeleteAllAsync(request, cancellationToken));
}
