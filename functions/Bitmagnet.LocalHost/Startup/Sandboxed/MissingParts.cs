using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace Bitmagnet.LocalHost.Startup;

/// <summary>Starts, from the sandbox, the parts that the settings leave out.</summary>
internal static class MissingParts
{
    /// <summary>Starts them and adds the settings that lead to them; null where nothing is missing.</summary>
    /// <param name="configuration">Environment variables, among them those of local.settings.json, and options.</param>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="Sandbox.SandboxException">A part cannot be started.</exception>
    public static async Task<IAsyncDisposable?> StartAsync(ConfigurationManager configuration, string[] arguments)
    {
        var verb = arguments is [var first, ..] && !first.StartsWith('-') ? first : null;
        var needs = SandboxNeeds.Decide(configuration, verb);
        if (!needs.Any || IsOnlyRead(arguments))
        {
            return null;
        }

        // A verb's answer owns standard output.
        var console = verb is null ? AnsiConsole.Console : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var session = await SandboxSession.StartAsync(needs, configuration, console);
        configuration.AddInMemoryCollection(session.Settings);
        return session;
    }

    /// <summary>Names are read and not matched: that needs no TMDB.</summary>
    private static bool IsOnlyRead(string[] arguments) => arguments.Contains("--json") && !arguments.Contains("--match");
}
