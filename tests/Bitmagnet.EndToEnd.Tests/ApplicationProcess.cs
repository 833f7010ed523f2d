using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>The application in a process of its own, as <c>dotnet run</c> starts it; or, where the environment names one by <see cref="Published"/>, a published one.</summary>
internal sealed partial class ApplicationProcess : IDisposable
{
    /// <summary>The variable with the path of a published application's executable, which has no sandbox.</summary>
    public const string Published = "PUBLISHED_APPLICATION";

    /// <summary>Only ends a hang.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly SemaphoreSlim arrived = new(0);

    private ApplicationProcess(Process process) => this.process = process;

    /// <summary>Everything printed so far.</summary>
    public string Output => string.Join(Environment.NewLine, lines);

    /// <summary>Starts the application with these settings besides those of the environment.</summary>
    public static ProcessStartInfo StartInfo(IReadOnlyDictionary<string, string> settings, IEnumerable<string> arguments)
    {
        var published = Environment.GetEnvironmentVariable(Published);
        var start = new ProcessStartInfo(
            published ?? "dotnet", published is null ? [Path.Combine(AppContext.BaseDirectory, "Bitmagnet.LocalHost.dll"), .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public static ApplicationProcess Start(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var application = new ApplicationProcess(new Process { StartInfo = StartInfo(settings, arguments.Contains("--port") ? arguments : [.. arguments, "--port", "0"]) });
        application.process.OutputDataReceived += (_, line) => application.Add(line.Data);
        application.process.ErrorDataReceived += (_, line) => application.Add(line.Data);
        application.process.Start();
        application.process.BeginOutputReadLine();
        application.process.BeginErrorReadLine();
        return application;
    }

    /// <summary>Waits until the output satisfies the condition.</summary>
    public async Task WaitForAsync(Func<string, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!lines.Any(condition))
        {
            Assert.False(process.HasExited && process.WaitForExit(0) && !lines.Any(condition), $"It ended with {(process.HasExited ? process.ExitCode : 0)}:\n{Output}");
            await arrived.WaitAsync(patience.Token);
        }
    }

    /// <summary>Waits until it listens, and returns its address.</summary>
    public async Task<Uri> AddressAsync()
    {
        await WaitForAsync(line => Listening().IsMatch(line));
        return new Uri(Listening().Match(Output).Groups[1].Value);
    }

    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Kills it by SIGKILL, in the middle of its work.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        arrived.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();

    private void Add(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
            arrived.Release();
        }
    }
}
