using Bitmagnet.Functions.Http;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The sweep over HTTP.</summary>
public sealed class SweepEndpoints(Sweeper sweeper, SweepRuns runs)
{
    private const string DryRun = "dryRun";
    private const int Shown = 20;

    /// <summary><c>GET /api/sweep</c>: the last runs over bitmagnet's queue and over the own storage, newest first.</summary>
    public async Task<IActionResult> ListAsync(CancellationToken cancellationToken) => Answer.Of<SweepRun[]>(
    [
        .. (await runs.LastAsync(SweepPart.Queue, Shown, cancellationToken))
            .Concat(await runs.LastAsync(SweepPart.OwnStorage, Shown, cancellationToken))
            .OrderByDescending(run => run.StartedAt),
    ]);

    /// <summary><c>POST /api/sweep?dryRun=</c>: runs the sweep over bitmagnet's queue once.</summary>
    public async Task<IActionResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new RequestQuery(request, DryRun);
        var isDryRun = false;
        query.Require(!request.Query.ContainsKey(DryRun) || bool.TryParse(query.Text(DryRun), out isDryRun), DryRun, "true or false");
        return query.Refusal ?? Answer.Of(await sweeper.RunAsync(isDryRun, cancellationToken));
    }
}
