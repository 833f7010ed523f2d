using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Sweeping;

internal static class SweepingServices
{
    /// <exception cref="InvalidSettingsException">A setting cannot be read or is out of bounds.</exception>
    public static IServiceCollection AddSweeping(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SettingsReader.Read<SweepOptions>(configuration))
        .AddSingleton<SweepRuns>()
        .AddSingleton<Sweeper>()
        .AddSingleton<SweepEndpoints>()
        .AddSingleton<OwnSweep>();
}
