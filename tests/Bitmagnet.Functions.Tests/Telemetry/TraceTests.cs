using System.Collections.Concurrent;
using System.Diagnostics;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.Functions.Tests.Telemetry;

public sealed class TraceTests
{
    [Fact]
    public async Task FeedAndDrain_OneTorrent_IsOneTraceThroughQueueDatabaseAndTmdbWithoutTheKey()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instruments.Prefix || source.Name is "Npgsql" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");

        // A span of its own separates this test's spans from those of tests beside it.
        using var root = new Activity("test").Start();
        var trace = root.TraceId;
        await harness.Feed.RunAsync(Token);
        root.Stop();
        await harness.DrainQueueAsync();

        var mine = spans.Where(span => span.TraceId == trace).ToArray();
        var enrich = Assert.Single(mine, span => span.OperationName == "enrich");
        Assert.Contains(mine, span => span.OperationName == "feed" && span.SpanId == enrich.ParentSpanId);
        Assert.Contains(mine, span => span.Source.Name == "Npgsql" && IsBelow(span, enrich));
        var requests = mine.Where(span => span.Source.Name == "System.Net.Http" && IsBelow(span, enrich)
            && span.GetTagItem("server.port")?.ToString() == harness.Simulator.BaseUri.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.NotEmpty(requests);
        Assert.All(requests, request => Assert.DoesNotContain(harness.Simulator.Key, string.Join('|', request.TagObjects), StringComparison.Ordinal));
    }

    [Fact]
    public void Job_WithinAHostsInvocation_IsBelowItAndLinksToTheFeedThatSentIt()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instruments.Prefix,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var invocation = new Activity("invocation").Start();

        using var job = EnrichmentMetrics.StartJob("00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");

        Assert.Equal((invocation.TraceId, invocation.SpanId), (job!.TraceId, job.ParentSpanId));
        Assert.Equal("0123456789abcdef0123456789abcdef", Assert.Single(job.Links).Context.TraceId.ToHexString());
    }

    private static bool IsBelow(Activity span, Activity ancestor)
    {
        for (var at = span; at is not null; at = at.Parent)
        {
            if (at == ancestor)
            {
                return true;
            }
        }

        return false;
    }
}
