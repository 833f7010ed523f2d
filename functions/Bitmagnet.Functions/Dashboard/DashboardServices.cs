namespace Bitmagnet.Functions.Dashboard;

/// <summary>Registers this folder.</summary>
public static class DashboardServices
{
    /// <summary>The page and what it asks.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services
        .AddSingleton<DashboardPage>()
        .AddSingleton<DashboardEndpoints>();
}
