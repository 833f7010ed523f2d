namespace Bitmagnet.LocalHost.Startup;

/// <summary>Starts a sandbox with the parts that no setting names.</summary>
internal static class MissingParts
{
    public const bool HasSandbox = true;

    /// <summary>Starts them and adds the settings that point to them; null if nothing is missing.</summary>
    /// <param name="configuration">Environment variables, among them those of local.settings.json, and options.</param>
    /// <param name="verb">The command, whose answer has standard output to itself; null: run.</param>
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
