namespace Bitmagnet.Functions.Health;

/// <summary>Registers this folder.</summary>
public static class HealthServices
{
    /// <summary>The health report.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<HealthChecks>();
}
