namespace Bitmagnet.Functions.Jobs;

/// <summary>Registers this folder.</summary>
public static class JobServices
{
    /// <summary>The ledger, and the search in it.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) => services.AddSingleton<JobLedger>().AddSingleton<JobSearch>();
}
