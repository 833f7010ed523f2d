using Bitmagnet.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Lists the ledger.</summary>
public sealed class ListJobs(JobEndpoints jobs)
{
    /// <summary>200 with a page; 400 for a parameter that is not allowed.</summary>
    [Function(nameof(ListJobs))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs")] HttpRequest request, CancellationToken cancellationToken) =>
        jobs.ListAsync(request, cancellationToken);
}
