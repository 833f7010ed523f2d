using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Bitmagnet.Functions.Tests.Telemetry;

/// <summary>An ingestion endpoint of Application Insights that keeps what it receives.</summary>
internal sealed class InsightsIngestion : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> received = new();

    private InsightsIngestion(WebApplication app) => this.app = app;

    /// <summary>The connection string of this endpoint.</summary>
    public string ConnectionString => $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={app.Urls.Single()}/";

    /// <summary>The received items: the kind of each, such as MetricData, and its data.</summary>
    public IReadOnlyList<(string Type, JsonElement Data)> Items =>
    [
        .. from body in received
           from line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let data = JsonDocument.Parse(line).RootElement.GetProperty("data")
           select (data.GetProperty("baseType").GetString()!, data.GetProperty("baseData")),
    ];

    public static async Task<InsightsIngestion> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var ingestion = new InsightsIngestion(builder.Build());
        ingestion.app.Run(ingestion.TakeAsync);
        await ingestion.app.StartAsync(Token);
        return ingestion;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        await using var body = context.Request.Headers.ContentEncoding == "gzip"
            ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
            : context.Request.Body;
        using var reader = new StreamReader(body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        received.Enqueue(text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        await context.Response.WriteAsJsonAsync(new { itemsReceived = lines, itemsAccepted = lines, errors = Array.Empty<string>() });
    }
}
