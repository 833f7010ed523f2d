using Azure.Identity;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Bitmagnet.Functions.Telemetry;

/// <summary>Registers what carries metrics, traces and logs out of the process.</summary>
internal static class TelemetryServices
{
    // No instrument has a hundred. Room is taken for all of them at once, and the default of 2,000 is 6 MB over all instruments.
    private const int SeriesOfAnInstrument = 200;

    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesSampler = "OTEL_TRACES_SAMPLER";
    private const string InsightsConnection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string InsightsAuthentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>
    /// Prometheus text always; OTLP where OTEL_EXPORTER_OTLP_ENDPOINT is set; Application Insights where its connection
    /// string is. Traces are made only where an exporter takes them.
    /// </summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var hasOtlp = IsSet(configuration, OtlpEndpoint);
        var hasInsights = IsSet(configuration, InsightsConnection);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("bitmagnet-functions"))
            .WithMetrics(metrics => metrics
                .AddMeter(Instruments.Prefix + "*")
                .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = SeriesOfAnInstrument })
                .AddPrometheusExporter());
        if (hasOtlp || hasInsights)
        {
            // Npgsql's spans hold statements without their parameters; the runtime's HTTP spans hold URLs without their query.
            telemetry.WithTracing(traces => traces.AddSource(Instruments.Prefix).AddNpgsql().AddSource("System.Net.Http"));
        }

        if (hasOtlp)
        {
            telemetry.UseOtlpExporter();
        }

        if (hasInsights)
        {
            services.AddApplicationInsightsTelemetryWorkerService(options =>
            {
                options.ConnectionString = configuration[InsightsConnection];
                options.Credential = Identity(configuration[InsightsAuthentication]);

                // A job of a hundred torrents is a trace of hundreds of spans, and Azure bills by the gigabyte: a few traces an hour show
                // as much, unless OTEL_TRACES_SAMPLER asks for another share. Metrics and logs are not sampled.
                options.TracesPerSecond = IsSet(configuration, TracesSampler) ? null : 0.005;
                options.EnableTraceBasedLogsSampler = false;
            });
        }

        return services;
    }

    private static bool IsSet(IConfiguration configuration, string name) => !string.IsNullOrWhiteSpace(configuration[name]);

    /// <summary>The identity of <c>Authorization=AAD;ClientId=…</c>; null where the connection string's own key is to do.</summary>
    private static ManagedIdentityCredential? Identity(string? authentication)
    {
        var parts = (authentication ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!parts.Contains("Authorization=AAD", StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        const string ClientId = "ClientId=";
        var id = parts.FirstOrDefault(part => part.StartsWith(ClientId, StringComparison.OrdinalIgnoreCase))?[ClientId.Length..];
        return new ManagedIdentityCredential(id is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(id));
    }
}
