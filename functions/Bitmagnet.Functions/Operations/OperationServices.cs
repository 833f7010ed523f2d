namespace Bitmagnet.Functions.Operations;

/// <summary>Registers this folder.</summary>
public static class OperationServices
{
    /// <summary>What an operator can do.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<JobLevers>()
        .AddSingleton<JobTorrents>()
        .AddSingleton<JobEndpoints>()
        .AddSingleton<EnrichLever>()
        .AddSingleton<EnrichEndpoint>()
        .AddSingleton<BackfillLever>()
        .AddSingleton<BackfillEndpoints>()
        .AddSingleton<FeedSwitch>();
}
