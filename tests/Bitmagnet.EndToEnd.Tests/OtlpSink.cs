using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>Takes what an application exports by OTLP over HTTP. Protobuf holds its texts as they are, so they can be searched for.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> bodies = new();

    private OtlpSink(WebApplication app) => this.app = app;

    /// <summary>What OTEL_EXPORTER_OTLP_ENDPOINT is to be.</summary>
    public string Endpoint => app.Urls.First();

    /// <summary>Everything received so far, byte by byte.</summary>
    public string Received => string.Concat(bodies);

    public static async Task<OtlpSink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var sink = new OtlpSink(app);
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            sink.bodies.Enqueue(context.Request.Path + "\n" + Encoding.Latin1.GetString(body.ToArray()));
        });
        await app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
