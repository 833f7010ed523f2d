using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Runs one job again: 200 with what was done; 404 where there is none, 409 where its body is no job.</summary>
public sealed class ReplayJob(JobEndpoints jobs, Outages outages)
{
    [Function(nameof(ReplayJob))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs/{id}/replay")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => jobs.ReplayAsync(id, cancellationToken));
}
