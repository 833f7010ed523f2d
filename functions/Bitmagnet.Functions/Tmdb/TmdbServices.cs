using Bitmagnet.Functions.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Registers TMDB.</summary>
public static class TmdbServices
{
    /// <summary>Adds <see cref="TmdbCatalogue"/>, <see cref="TmdbGate"/> and their parts. Reads the settings; no other I/O.</summary>
    /// <exception cref="InvalidSettingsException">A setting has a value that is not allowed.</exception>
    public static IServiceCollection AddTmdb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(SettingsReader.Read<TmdbOptions>(configuration));
        services.TryAddSingleton<TmdbTables>();
        services.TryAddSingleton<TmdbMetrics>();
        services.TryAddSingleton<TmdbProbe>();
        services.TryAddSingleton<TmdbGate>();
        services.TryAddSingleton<TmdbBudget>();
        services.TryAddSingleton<TmdbClient>();
        services.TryAddSingleton<TmdbCacheStore>();
        services.TryAddSingleton<TmdbCatalogue>();
        services.AddHostedService<TmdbStartUp>();
        services.AddHostedService<TmdbProbeClock>();
        return services;
    }
}
