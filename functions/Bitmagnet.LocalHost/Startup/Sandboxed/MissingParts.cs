namespace Bitmagnet.LocalHost.Startup;

/// <summary>Starts, from the sandbox, the parts that the settings leave out.</summary>
internal static class MissingParts
{
    /// <summary>Whether what a setting leaves out is started.</summary>
    public const bool HasSandbox = true;

    /// <summary>Starts them and adds the settings that lead to them; null where nothing is missing.</summary>
    /// <param name="configuration">Environment variables, among them those of local.settings.json, and options.</param>
    /// <param name="verb">The command where it is not run: its answer owns standard output; null: run.</param>
    /// <exception cref="Sandbox.SandboxException">A part cannot be started.</exception>
    public static async Task<IAsyncDisposable?> StartAsync(ConfigurationManager configuration, string? verb)
    {
        var needs = SandboxNeeds.Decide(configuration, verb);
        if (!needs.Any)
        {
            return null;
        }

        var console = verb is null ? AnsiConsole.Console : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var session = await SandboxSession.StartAsync(needs, configuration, console);
        configuration.AddInMemoryCollection(session.Settings);
        return session;
    }
}
