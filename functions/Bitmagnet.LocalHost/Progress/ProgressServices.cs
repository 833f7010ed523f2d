using Microsoft.AspNetCore.Builder;

namespace Bitmagnet.LocalHost.Progress;

/// <summary>Registers the progress display.</summary>
internal static class ProgressServices
{
    public static void AddProgress(this WebApplicationBuilder web, ProgressOptions options)
    {
        web.Services.AddHostedService(provider =>
            ActivatorUtilities.CreateInstance<ProgressDisplay>(provider, options));
    }
}
