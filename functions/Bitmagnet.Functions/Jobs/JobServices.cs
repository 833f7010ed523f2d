namespace Bitmagnet.Functions.Jobs;

/// <summary>Registers this folder.</summary>
public static class JobServices
{
    /// <summary>The ledger.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) => services.AddSingleton<JobLedger>();
}
