using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>
/// Receives an application's telemetry over HTTP and decompresses it. OTLP's protobuf and Application Insights' JSON hold texts unencoded,
/// so they can be searched.
/// </summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, byte[] Content)> bodies = new();

    private TelemetrySink(WebApplication app) => this.app = app;

    /// <summary>Everything received so far as Latin-1, each body after its path.</summary>
    public string Received => string.Concat(bodies.Select(body => $"{body.Path}\n{Encoding.Latin1.GetString(body.Content)}\n"));

    /// <summary>The same as separate bodies.</summary>
    public IReadOnlyCollection<(string Path, byte[] Content)> Bodies => bodies;

    private string Address => app.Urls.First();

    public static async Task<TelemetrySink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var sink = new TelemetrySink(app);
        app.Run(sink.TakeAsync);
        await app.StartAsync();
        return sink;
    }

    /// <summary>Makes an application with these settings export to this sink without delay.</summary>
    public void Receive(IDictionary<string, string> settings, Exporter exporter)
    {
        if (exporter == Exporter.Otlp)
        {
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address;
            settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        }
        else
        {
            settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] =
                $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint={Address}/;LiveEndpoint={Address}/";
            settings["OTEL_TRACES_SAMPLER"] = "microsoft.fixed_percentage";
            settings["OTEL_TRACES_SAMPLER_ARG"] = "1";
        }

        settings["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        settings["OTEL_BSP_SCHEDULE_DELAY"] = "200";
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        await using var sent = context.Request.Headers.ContentEncoding == "gzip"
            ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
            : context.Request.Body;
        using var body = new MemoryStream();
        await sent.CopyToAsync(body, context.RequestAborted);
        bodies.Enqueue((context.Request.Path.Value!, body.ToArray()));
        if (context.Request.Path.Value!.EndsWith("/track", StringComparison.Ordinal))
        {
            var items = body.ToArray().Count(character => character == '\n');
            await context.Response.WriteAsync($$"""{"itemsReceived":{{items}},"itemsAccepted":{{items}},"errors":[]}""", context.RequestAborted);
        }
    }
}
