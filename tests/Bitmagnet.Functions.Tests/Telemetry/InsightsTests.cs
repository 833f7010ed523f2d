using System.Diagnostics;
using Bitmagnet.Functions.Telemetry;
using Bitmagnet.Functions.Tests.Health;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Bitmagnet.Functions.Tests.Telemetry;

/// <summary>
/// The telemetry at Application Insights, by an ingestion endpoint of the test: the alerts and the workbook query it by these names.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class InsightsTests
{
    [Fact]
    public async Task Gauges_OfASnapshot_ArriveUnderTheirInstrumentsNamesAndTags()
    {
        var metrics = await SendAsync(Snapshots.Quiet(TimeProvider.System.GetUtcNow()) with
        {
            Ledger = new LedgerFigures { Failed = 3, PoisonDepth = 1 },
            Findings = [new Finding("database_unavailable", HealthStatus.Unhealthy, "", "")],
        });

        Assert.Contains(("bitmagnet.enrichment.ledger.jobs", 3, "failed"), metrics);
        Assert.Contains(("bitmagnet.enrichment.poison.messages", 1, ""), metrics);
        Assert.Contains(("bitmagnet.health.status", 2, ""), metrics);
        Assert.Contains(("tmdb.available", 1, ""), metrics);
    }

    [Theory]
    [InlineData(TmdbStatus.Outage, 0)]
    [InlineData(TmdbStatus.Unconfigured, 0)]
    [InlineData(TmdbStatus.Disabled, null)]
    public async Task TmdbAvailable_OfAState_IsZeroWhileItIsAwayAndNothingWhileItIsTurnedOff(TmdbStatus status, int? expected)
    {
        var metrics = await SendAsync(Snapshots.Quiet(TimeProvider.System.GetUtcNow()) with { Tmdb = new TmdbFigures(status) });

        Assert.Equal(expected, metrics.Where(metric => metric.Name == "tmdb.available").Select(metric => (int?)metric.Value).SingleOrDefault());
    }

    [Fact]
    public async Task Traces_OfThousandJobsAtOnce_AreThinnedOutAndTheirLogsAreNot()
    {
        using var source = new ActivitySource(Instruments.Prefix);
        var items = await SendAsync(services =>
        {
            services.GetRequiredService<TracerProvider>();
            var logger = services.GetRequiredService<ILogger<InsightsTests>>();
            for (var job = 0; job < 1000; job++)
            {
                using var activity = source.StartActivity("enrich");
                if (job % 100 == 0)
                {
                    logger.LogWarning("job {Job}", job);
                }
            }

            services.GetRequiredService<TracerProvider>().ForceFlush(30_000);
            services.GetRequiredService<LoggerProvider>().ForceFlush(30_000);
        });

        Assert.InRange(items.Count(item => item.Type == "RemoteDependencyData"), 0, 20);
        Assert.Equal(10, items.Count(item => item.Type == "MessageData"));
    }

    /// <summary>Reports one snapshot, and returns the metrics that arrive: name, value, and the tag "status" if any.</summary>
    private static async Task<IReadOnlyList<(string Name, double Value, string Status)>> SendAsync(HealthSnapshot snapshot)
    {
        var items = await SendAsync(services =>
        {
            var provider = services.GetRequiredService<MeterProvider>();
            services.GetRequiredService<HealthMetrics>().Show(snapshot);
            provider.ForceFlush(30_000); // always returns false, since the Prometheus reader waits for a request
        });
        Assert.NotEmpty(items);
        return [.. items.Where(item => item.Type == "MetricData").Select(item => Read(item.Data))];
    }

    /// <summary>Runs something, and returns the telemetry that arrives.</summary>
    private static async Task<IReadOnlyList<(string Type, JsonElement Data)>> SendAsync(Action<IServiceProvider> run)
    {
        await using var ingestion = await InsightsIngestion.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = ingestion.ConnectionString,
        };
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new HealthOptions())
            .AddSingleton<HealthMetrics>()
            .AddTelemetry(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();

        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(Token); // the exporter of traces and logs is one
        }

        run(services);

        return ingestion.Items;
    }

    private static (string, double, string) Read(JsonElement data)
    {
        var point = data.GetProperty("metrics")[0];
        var status = data.TryGetProperty("properties", out var properties) && properties.TryGetProperty("status", out var value) ? value.GetString()! : "";
        return (point.GetProperty("name").GetString()!, point.GetProperty("value").GetDouble(), status);
    }
}
