using System.Text;
using Bitmagnet.EndToEnd.Tests;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Triggers;
using Bitmagnet.Worker.Tests.Fixtures;
using Bitmagnet.Worker.Tests.Hosting;
using Bitmagnet.Worker.Tests.Protocol;

namespace Bitmagnet.Worker.Tests;

/// <summary>The worker's own telemetry, and what it tells the host about it.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task EnrichTorrents_UnderAHostThatTraces_IsOneTraceFromTheInvocationToDatabaseAndTmdb()
    {
        await using var system = await SystemUnderTest.StartAsync();
        await using var sink = await TelemetrySink.StartAsync();
        sink.Receive(system.Settings, Exporter.Otlp);
        var hash = await system.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await using var host = await FunctionsHost.StartAndLoadAsync(system.Settings);
        var jobs = new QueueFront(host, system.StorageConnection, StorageNames.EnrichmentQueue);
        await jobs.SendAsync($$"""{"InfoHashes":["{{hash}}"]}""");

        var (_, invocation) = await jobs.InvokeAsync(nameof(EnrichTorrents));
        await invocation.SucceedsAsync(host);
        var spans = await SpansAsync(sink, invocation.TraceId, host);

        // Without it the host would export each of the worker's log lines again.
        Assert.Equal(bool.TrueString, host.Capabilities["WorkerOpenTelemetryEnabled"]);
        var enrich = Assert.Single(spans, span => span is { Scope: EnrichmentMetrics.Name, Span.Name: "enrich" }).Span;
        Assert.Contains(spans, span => span.Scope == "Npgsql");
        Assert.Contains(spans, span => span.Scope == "System.Net.Http");
        Assert.Contains(spans, span => span.Span.SpanId == enrich.ParentSpanId);
        await AssertLoggedOnceAsync(sink, "JobRan", host);
    }

    private static async Task<IReadOnlyList<(string Scope, Span Span)>> SpansAsync(TelemetrySink sink, string trace, FunctionsHost host)
    {
        // The invocation's own span ends last.
        IReadOnlyList<(string Scope, Span Span)> spans = [];
        await UntilAsync(
            () =>
            {
                spans =
                [
                    .. from body in sink.Bodies
                       where body.Path.EndsWith("/traces", StringComparison.Ordinal)
                       from resource in ExportTraceServiceRequest.Parser.ParseFrom(body.Content).ResourceSpans
                       from scope in resource.ScopeSpans
                       from span in scope.Spans
                       where Convert.ToHexStringLower(span.TraceId.Span) == trace
                       select (scope.Scope.Name, span),
                ];
                var enrich = spans.FirstOrDefault(span => span.Span.Name == "enrich").Span;
                return enrich is not null && spans.Any(span => span.Span.SpanId == enrich.ParentSpanId);
            },
            host);
        return spans;
    }

    private static async Task AssertLoggedOnceAsync(TelemetrySink sink, string name, FunctionsHost host)
    {
        await UntilAsync(() => Count() > 0, host);
        Assert.Equal(1, Count());

        int Count() => sink.Bodies.Where(body => body.Path.EndsWith("/logs", StringComparison.Ordinal))
            .Sum(body => Encoding.Latin1.GetString(body.Content).Split(name).Length - 1);
    }

    private static async Task UntilAsync(Func<bool> condition, FunctionsHost host)
    {
        using var patience = new CancellationTokenSource(FunctionsHost.Patience);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, host.Output);
            await Task.Delay(50, Token);
        }
    }
}
