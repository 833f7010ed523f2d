namespace Bitmagnet.Functions.FeedControl;

/// <summary>Registers this folder.</summary>
public static class FeedControlServices
{
    /// <summary>Pausing the feed, and the backfill.</summary>
    public static IServiceCollection AddFeedControl(this IServiceCollection services) => services
        .AddSingleton<FeedSwitch>()
        .AddSingleton<BackfillLever>()
        .AddSingleton<BackfillEndpoints>();
}
