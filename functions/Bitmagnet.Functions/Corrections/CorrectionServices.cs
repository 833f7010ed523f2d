namespace Bitmagnet.Functions.Corrections;

/// <summary>Registers this folder.</summary>
public static class CorrectionServices
{
    /// <summary>What people say of matches.</summary>
    public static IServiceCollection AddCorrections(this IServiceCollection services) => services
        .AddSingleton<CorrectionStore>();
}
