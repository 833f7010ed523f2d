using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>The page, which holds no figures and no key, and the two calls that it makes, on figures of the newest snapshot.</summary>
public sealed class DashboardEndpoints(
    DashboardPage page, HealthChecks checks, LiveReader live, SnapshotStore snapshots, JobLedger ledger, SweepRuns sweeps, TimeProvider clock)
{
    private const string Route = "dashboard";
    private const int ShownFailures = 20;
    private const int ShownSweeps = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>302 to the page. The address is relative, so it works behind a proxy's prefix. A key in the query is kept.</summary>
    public static IActionResult Lead(HttpRequest request)
    {
        var path = request.PathBase.Add(request.Path).Value!;
        var last = path[(path.LastIndexOf('/') + 1)..];
        request.HttpContext.Response.Headers.Location = (last.Length == 0 ? Route : $"{last}/{Route}") + request.QueryString;
        return new StatusCodeResult(StatusCodes.Status302Found);
    }

    /// <summary><c>GET /api/dashboard</c>; 304 if the caller has it already.</summary>
    public IActionResult Page(HttpRequest request)
    {
        var body = page.For(request.HttpContext);
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = page.Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Encoding";
        headers["Referrer-Policy"] = "no-referrer";
        if (body.Encoding is { } encoding)
        {
            headers.ContentEncoding = encoding;
        }

        return new FileContentResult(body.Bytes, "text/html; charset=utf-8") { EntityTag = body.Tag };
    }

    /// <summary><c>GET /api/dashboard/data</c>: always 200; the report in it says what is wrong.</summary>
    public async Task<IActionResult> DataAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reporting = checks.RunAsync(cancellationToken);
        var counting = AskAsync(live.ReadAsync, cancellationToken);
        var failures = AskAsync(token => ledger.LastFailedAsync(ShownFailures, token), cancellationToken);
        var runs = AskAsync(token => sweeps.LastAsync(SweepPart.Queue, ShownSweeps, token), cancellationToken);
        var (failed, swept) = (await failures, await runs);
        int? count = failed?.Count < ShownFailures ? failed.Count : null;
        var report = CarriedOut.Of(await reporting, count, swept);
        return Secret(request, new DashboardData(
            report,
            await counting is { } now ? live.WithPace(now, report) with { Failed = count } : null,
            failed?.Select(job => new JobView(job)).ToArray(),
            swept?.Select(run => run with { Groups = [] }).ToArray(),
            About.ThisBuild));
    }

    /// <summary><c>GET /api/dashboard/history?range=1h|24h|7d|30d</c>.</summary>
    public async Task<IActionResult> HistoryAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!History.Ranges.TryGetValue(request.Query["range"].ToString(), out var range))
        {
            return Answer.Refuse("range", request.Query["range"], string.Join(", ", History.Ranges.Keys));
        }

        var now = clock.GetUtcNow();
        var points = await AskAsync(token => snapshots.PointsAsync(now - range, now, token), cancellationToken);
        return Secret(request, new History(now - range, now, points is null ? null : History.Thin(points)));
    }

    /// <summary>An answer that no cache may keep: only the holder of the key may see it.</summary>
    private static IActionResult Secret<T>(HttpRequest request, T value)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answer.Of(value);
    }

    private async Task<T?> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken) where T : class
    {
        // The deadline also stops the query, which may read many pages.
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ask(linked.Token).WaitAsync(Patience, clock, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && (StorageFaults.IsOfTheStorage(e) || e is TimeoutException or OperationCanceledException))
        {
            return null; // The report's finding says that the storage is away, and what to do.
        }
    }
}
