using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;

namespace Bitmagnet.Functions.Dashboard;

internal static class DashboardServices
{
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services
        .AddResponseCompression()
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .AddSingleton<DashboardPage>()
        .AddSingleton<LiveReader>()
        .AddSingleton<DashboardEndpoints>();
}
