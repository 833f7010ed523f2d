using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Lists the ledger: 200 with a page; 400 for a parameter that is not allowed.</summary>
public sealed class ListJobs(JobEndpoints jobs, Outages outages)
{
    [Function(nameof(ListJobs))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "jobs")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => jobs.ListAsync(request, cancellationToken));
}
