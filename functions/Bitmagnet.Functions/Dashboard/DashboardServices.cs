using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>Registers this folder.</summary>
public static class DashboardServices
{
    /// <summary>The page and the services behind its calls.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services
        .AddResponseCompression()
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .AddSingleton<DashboardPage>()
        .AddSingleton<LiveReader>()
        .AddSingleton<PageBodies>()
        .AddSingleton<DashboardEndpoints>();
}
