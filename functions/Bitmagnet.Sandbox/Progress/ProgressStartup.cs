using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Bitmagnet.Sandbox.Progress;

/// <summary>Adds the progress display to the local host of the application that names this class in a HostingStartup attribute.</summary>
public sealed class ProgressStartup : IHostingStartup
{
    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder)
    {
        if (Environment.GetCommandLineArgs().Skip(1).FirstOrDefault() is { } verb && !verb.StartsWith('-'))
        {
            return;
        }

        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            // Log lines would tear the live display: only what needs a person is shown beside it.
            builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
                new Dictionary<string, string?> { ["Logging:Console:LogLevel:Default"] = "Warning" }));
        }

        builder.ConfigureServices(services => services.AddHostedService<ProgressDisplay>());
    }
}
