using System.Diagnostics;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>One run of the application to its own end: exit code, standard output and standard error.</summary>
internal sealed record ApplicationRun(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output by lines.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard error by lines.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<ApplicationRun> OfAsync(IReadOnlyDictionary<string, string> settings, string input, params string[] arguments) =>
        OfAsync(ApplicationProcess.StartInfo(settings, arguments), input);

    /// <summary>Runs it in this folder with only the settings found there.</summary>
    public static Task<ApplicationRun> InFolderAsync(string folder, params string[] arguments)
    {
        var start = ApplicationProcess.StartInfo(new Dictionary<string, string>(), arguments);
        start.WorkingDirectory = folder;
        return OfAsync(start, "");
    }

    public static async Task<ApplicationRun> OfAsync(ProcessStartInfo start, string input)
    {
        start.RedirectStandardInput = true;
        using var process = new Process { StartInfo = start };
        using var patience = new CancellationTokenSource(ApplicationProcess.Patience);
        process.Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return new ApplicationRun(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
