using Bitmagnet.Functions.Storage;
using Microsoft.AspNetCore.Builder;

namespace Bitmagnet.Functions.Health;

/// <summary>All instruments in Prometheus text: this process's counters and the newest snapshot's gauges. A scrape counts nothing.</summary>
public sealed class MetricsEndpoint(IServiceProvider services, SnapshotStore snapshots, HealthMetrics metrics)
{
    /// <summary>How long a scrape waits for the storage; then the last snapshot stands until it is too old.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // The exporter is ASP.NET Core middleware; a function has no pipeline, so the exporter gets one of its own.
    private readonly Lazy<RequestDelegate> exporter = new(() => new ApplicationBuilder(services)
        .UseOpenTelemetryPrometheusScrapingEndpoint(null, _ => true, null, null, null)
        .Build());

    /// <summary>200 with the text.</summary>
    public async Task<IActionResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        await ShowNewestAsync(cancellationToken);
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellationToken };
        context.Request.Method = HttpMethods.Get;
        context.Request.Headers.Accept = request.Headers.Accept;
        context.Response.Body = body;
        await exporter.Value(context);
        return new FileContentResult(body.ToArray(), context.Response.ContentType ?? "text/plain; version=0.0.4; charset=utf-8");
    }

    private async Task ShowNewestAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await snapshots.LatestAsync(cancellationToken).WaitAsync(Patience, cancellationToken) is { } newest)
            {
                metrics.Show(newest);
            }
        }
        catch (Exception e) when (StorageFaults.IsOfTheStorage(e) || e is TimeoutException)
        {
            // The counters are still worth a scrape; the gauges go out once their snapshot is too old.
        }
    }
}
