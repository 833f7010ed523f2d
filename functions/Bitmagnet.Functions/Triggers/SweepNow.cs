using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Runs the sweep on request.</summary>
public sealed class SweepNow(SweepEndpoints sweep, Outages outages)
{
    /// <summary>200 with the run, which with <c>?dryRun=true</c> decides and counts only; 400 for a parameter that is not allowed; 503 where the storage or the database is away.</summary>
    [Function(nameof(SweepNow))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sweep")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => sweep.RunAsync(request, cancellationToken), cancellationToken);
}
