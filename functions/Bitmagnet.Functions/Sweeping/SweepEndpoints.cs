using Bitmagnet.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The sweep over HTTP.</summary>
public sealed class SweepEndpoints(Sweeper sweeper, SweepRuns runs)
{
    private const string DryRun = "dryRun";
    private const int Shown = 20;

    // How the host is given a function key.
    private static readonly string[] KeyParameters = ["code", "clientId"];

    /// <summary><c>GET /api/sweep</c>: the last runs over bitmagnet's queue and over the own storage, newest first.</summary>
    public async Task<IActionResult> ListAsync(CancellationToken cancellationToken) => Answer.Of(
        (await runs.LastAsync(SweepPart.Queue, Shown, cancellationToken))
            .Concat(await runs.LastAsync(SweepPart.OwnStorage, Shown, cancellationToken))
            .OrderByDescending(run => run.StartedAt));

    /// <summary><c>POST /api/sweep?dryRun=</c>: one run. What is not understood is refused, since a typing error must not start a real run.</summary>
    public async Task<IActionResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var unknown = request.Query.Keys.Except([DryRun, .. KeyParameters], StringComparer.OrdinalIgnoreCase).FirstOrDefault();
        if (unknown is not null)
        {
            return Answer.Refuse(unknown, request.Query[unknown], $"no parameter but {DryRun}");
        }

        var isDryRun = false;
        return request.Query.TryGetValue(DryRun, out var value) && !bool.TryParse(value, out isDryRun)
            ? Answer.Refuse(DryRun, value, "true or false")
            : Answer.Of(await sweeper.RunAsync(isDryRun, cancellationToken));
    }
}
