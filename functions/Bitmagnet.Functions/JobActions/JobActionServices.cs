namespace Bitmagnet.Functions.JobActions;

/// <summary>Registers this folder.</summary>
public static class JobActionServices
{
    /// <summary>Listing, replaying and deleting jobs.</summary>
    public static IServiceCollection AddJobActions(this IServiceCollection services) => services
        .AddSingleton<JobLevers>()
        .AddSingleton<JobTorrents>()
        .AddSingleton<JobEndpoints>();
}
