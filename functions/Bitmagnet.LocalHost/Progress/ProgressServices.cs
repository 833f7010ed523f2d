using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Bitmagnet.LocalHost.Progress;

/// <summary>Registers the progress display.</summary>
internal static class ProgressServices
{
    /// <summary>Adds the display, and keeps log lines that need nobody from tearing it.</summary>
    public static void AddProgress(this WebApplicationBuilder web, ProgressOptions options)
    {
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            web.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Logging:Console:LogLevel:Default"] = "Warning" });
        }

        web.Services.AddHostedService(provider =>
            ActivatorUtilities.CreateInstance<ProgressDisplay>(provider, options));
    }
}
