namespace Bitmagnet.Functions.Resolving;

/// <summary>Registers the resolver.</summary>
public static class ResolvingServices
{
    /// <summary>The resolver; needs <c>AddIndex</c> and <c>AddTmdb</c>.</summary>
    public static IServiceCollection AddResolving(this IServiceCollection services) => services
        .AddSingleton<TitleResolver>();
}
