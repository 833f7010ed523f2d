using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>A command's input, outputs and settings.</summary>
internal sealed record CommandIo(IAnsiConsole Console, TextWriter Error, TextReader Input, Func<string, string?> Setting)
{
    /// <summary>The width without a terminal: enough for any table.</summary>
    private const int Endless = 400;

    /// <summary>The process's own. Settings of local.settings.json count as the environment's.</summary>
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
