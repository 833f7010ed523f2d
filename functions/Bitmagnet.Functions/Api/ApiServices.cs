namespace Bitmagnet.Functions.Api;

/// <summary>Registers this folder.</summary>
public static class ApiServices
{
    /// <summary>The document of the HTTP functions.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) => services.AddSingleton<ApiDocument>();
}
