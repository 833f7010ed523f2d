using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Health;

internal static class HealthServices
{
    /// <exception cref="InvalidSettingsException">A HEALTH_ setting is not allowed.</exception>
    public static IServiceCollection AddHealth(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SettingsReader.Read<HealthOptions>(configuration))
        .AddSingleton<MetricsEndpoint>()
        .AddSingleton<CounterTally>()
        .AddSingleton<CounterStore>()
        .AddHostedService<CounterKeeper>()
        .AddSingleton<DatabaseReader>()
        .AddSingleton<SnapshotTaker>()
        .AddSingleton<SnapshotStore>()
        .AddSingleton<SnapshotRecorder>()
        .AddHostedService<FirstSnapshot>()
        .AddSingleton<HealthMetrics>()
        .AddSingleton<HealthChecks>()
        .AddSingleton<Outages>()
        .AddSingleton<HealthEndpoint>();
}
