using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Shows one job: 200 with the job, its body and error; 404 where there is none.</summary>
public sealed class GetJob(JobEndpoints jobs, Outages outages)
{
    [Function(nameof(GetJob))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "jobs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => jobs.GetAsync(id, cancellationToken));
}
