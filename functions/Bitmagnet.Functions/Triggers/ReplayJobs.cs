using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Runs failed jobs again: 200 with how many and where to go on; 400 for a parameter that is not allowed.</summary>
public sealed class ReplayJobs(JobEndpoints jobs, Outages outages)
{
    [Function(nameof(ReplayJobs))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs/replay")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => jobs.ReplayAllAsync(request, cancellationToken));
}
