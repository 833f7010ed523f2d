namespace Bitmagnet.Functions.Matching;

/// <summary>Registers the resolver.</summary>
public static class MatchingServices
{
    /// <summary>The resolver and what explains it; needs <c>AddIndex</c> and <c>AddTmdb</c>.</summary>
    public static IServiceCollection AddMatching(this IServiceCollection services) => services
        .AddSingleton<TitleResolver>()
        .AddSingleton<Explaining.ExplainEndpoint>();
}
