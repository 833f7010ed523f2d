namespace Bitmagnet.Functions.Matching;

/// <summary>Registers this folder.</summary>
public static class MatchingServices
{
    /// <summary>The resolver from release names to titles.</summary>
    public static IServiceCollection AddMatching(this IServiceCollection services) => services.AddSingleton<TitleResolver>();
}
