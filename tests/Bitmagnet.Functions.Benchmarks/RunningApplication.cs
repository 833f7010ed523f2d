using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bitmagnet.Functions.Benchmarks;

/// <summary>The application as a process.</summary>
internal sealed partial class RunningApplication : IDisposable
{
    private const int KeptLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningApplication(Process process) => this.process = process;

    /// <summary>The address it listens at.</summary>
    public Uri Address => listening.Task.Result;

    public bool HasExited => process.HasExited;

    /// <summary>Its last lines of output.</summary>
    public string Output => string.Join(Environment.NewLine, lines);

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<RunningApplication> StartAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var application = Start(settings, arguments);
        await application.listening.Task.WaitAsync(Patience);
        return application;
    }

    /// <summary>Starts it without waiting.</summary>
    public static RunningApplication Start(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Bitmagnet.LocalHost.dll"), "--port", "0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var application = new RunningApplication(process);
        process.OutputDataReceived += (_, line) => application.Add(line.Data);
        process.ErrorDataReceived += (_, line) => application.Add(line.Data);
        process.Exited += (_, _) => application.listening.TrySetException(new InvalidOperationException($"The application ended with {process.ExitCode}.\n{application.Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return application;
    }

    /// <summary>Ends it by SIGKILL.</summary>
    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }

    /// <summary>Asks it to end by SIGTERM, as a service manager does.</summary>
    public void Terminate()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        while (lines.Count > KeptLines)
        {
            lines.TryDequeue(out _);
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
