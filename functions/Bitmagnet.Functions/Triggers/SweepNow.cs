using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Runs the sweep: 200 with the run, which with <c>?dryRun=true</c> only decides; 400 for a bad parameter.</summary>
public sealed class SweepNow(SweepEndpoints sweep, Outages outages)
{
    [Function(nameof(SweepNow))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "sweep")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerFromDatabaseAsync(request, () => sweep.RunAsync(request, cancellationToken), cancellationToken);
}
