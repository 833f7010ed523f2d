using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Enrichment;

internal static class EnrichmentServices
{
    /// <exception cref="InvalidSettingsException">An ENRICHMENT_ setting is not allowed.</exception>
    public static IServiceCollection AddEnrichment(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SettingsReader.Read<EnrichmentOptions>(configuration))
        .AddSingleton<HintResolver>()
        .AddSingleton<EnrichmentPipeline>()
        .AddSingleton<EnrichmentRunner>()
        .AddSingleton<EnrichmentQueue>()
        .AddSingleton<FeedStore>()
        .AddSingleton<EnrichmentFeed>()
        .AddHostedService<FeedBetweenTicks>();
}
