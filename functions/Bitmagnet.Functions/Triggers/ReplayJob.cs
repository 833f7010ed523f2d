using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Runs one job again.</summary>
public sealed class ReplayJob(JobEndpoints jobs, Outages outages)
{
    /// <summary>200 with what was done; 404 where there is none, 409 where its body is no job; 503 where the storage is away.</summary>
    [Function(nameof(ReplayJob))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs/{id}/replay")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => jobs.ReplayAsync(id, cancellationToken));
}
