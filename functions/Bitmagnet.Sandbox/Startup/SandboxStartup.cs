using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace Bitmagnet.Sandbox.Startup;

/// <summary>Starts, for the local host of the application that names this class in a HostingStartup attribute, the parts that the settings leave out.</summary>
public sealed class SandboxStartup : IHostingStartup
{
    private SandboxSession? session;

    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder)
    {
        builder.ConfigureAppConfiguration((context, configuration) => Start(context.Configuration, configuration));
        // Registered before the application's own services, hence stopped after them.
        builder.ConfigureServices(services => services.AddSingleton<IHostedService>(_ => new SandboxLifetime(session)));
    }

    /// <param name="settings">Environment variables, among them those of local.settings.json, and options.</param>
    /// <param name="configuration">Takes the settings that lead to what is started.</param>
    private void Start(IConfiguration settings, IConfigurationBuilder configuration)
    {
        var arguments = Environment.GetCommandLineArgs()[1..];
        var verb = arguments is [var first, ..] && !first.StartsWith('-') ? first : null;
        var needs = SandboxNeeds.Decide(settings, verb);
        if (!needs.Any || IsOnlyRead(arguments))
        {
            return;
        }

        // A verb's answer owns standard output.
        var console = verb is null ? AnsiConsole.Console : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        session = SandboxSession.StartAsync(needs, settings, console).GetAwaiter().GetResult();
        configuration.AddInMemoryCollection(session.Settings);
    }

    /// <summary>Names are read and not matched: that needs no TMDB.</summary>
    private static bool IsOnlyRead(string[] arguments) => arguments.Contains("--json") && !arguments.Contains("--match");
}
