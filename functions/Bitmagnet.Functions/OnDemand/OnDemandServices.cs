namespace Bitmagnet.Functions.OnDemand;

/// <summary>Registers this folder.</summary>
public static class OnDemandServices
{
    /// <summary>Enriching torrents that a person names.</summary>
    public static IServiceCollection AddOnDemand(this IServiceCollection services) => services
        .AddSingleton<EnrichLever>()
        .AddSingleton<EnrichEndpoint>();
}
