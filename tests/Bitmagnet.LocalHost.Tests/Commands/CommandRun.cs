using Bitmagnet.LocalHost.Commands;
using Spectre.Console;

namespace Bitmagnet.LocalHost.Tests.Commands;

/// <summary>One run of a command in this process: exit code, standard output and standard error.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the words with only these settings in the environment.</summary>
    public static async Task<CommandRun> OfAsync(string[] words, params (string Name, string Value)[] settings)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;
        var io = new CommandIo(console, error, TextReader.Null, name => settings.FirstOrDefault(setting => setting.Name == name).Value);
        var code = await CommandLine.RunAsync(words, io, TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
