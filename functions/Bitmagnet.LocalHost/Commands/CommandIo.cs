using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Where a command reads and writes, and what the environment says.</summary>
/// <param name="Console">Standard output: the answer, and nothing else.</param>
/// <param name="Error">Standard error: what went wrong, a line each.</param>
/// <param name="Input">Standard input.</param>
/// <param name="Setting">The value of a setting of the environment; null: not set.</param>
internal sealed record CommandIo(IAnsiConsole Console, TextWriter Error, TextReader Input, Func<string, string?> Setting)
{
    /// <summary>Wide enough for a line of any table: only a terminal has an edge.</summary>
    private const int Endless = 400;

    /// <summary>Those of this process. Settings of local.settings.json count as the environment's.</summary>
    public static CommandIo OfProcess()
    {
        var console = AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
        {
            console.Profile.Width = Endless;
        }

        return new CommandIo(console, System.Console.Error, System.Console.In, name =>
        {
            var seams = new HostSeams();
            LocalSettings.Apply(LocalSettings.Read(seams.WorkingFolder, seams.AppFolder));
            return Environment.GetEnvironmentVariable(name);
        });
    }
}
