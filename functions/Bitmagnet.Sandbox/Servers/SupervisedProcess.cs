using System.ComponentModel;
using System.Diagnostics;

namespace Bitmagnet.Sandbox.Servers;

/// <summary>
/// A server or program that ends with this process, even if this one is killed: node runs it (Resources/supervise.js) and watches a pipe
/// that only this process holds. The next start finds any survivor by its pid file.
/// </summary>
internal sealed class SupervisedProcess(Process supervisor, ProcessOrder order) : IAsyncDisposable
{
    private static readonly Lazy<string> Script = new(() => Resource.Text("supervise.js"));

    public bool HasExited => supervisor.HasExited;

    /// <summary>The output so far.</summary>
    public string Output
    {
        get
        {
            try
            {
                using var reader = new StreamReader(new FileStream(order.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
                return reader.ReadToEnd();
            }
            catch (FileNotFoundException)
            {
                return ""; // nothing printed yet
            }
        }
    }

    /// <summary>Starts a server without waiting for it.</summary>
    /// <exception cref="SandboxException">Node.js is not installed.</exception>
    public static SupervisedProcess Start(ProcessOrder order)
    {
        File.Delete(order.Log);
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardError = true, WorkingDirectory = order.Folder };
        foreach (var argument in (string[])["-e", Script.Value, "--", JsonSerializer.Serialize(order, ProcessOrder.Json)])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return new SupervisedProcess(Process.Start(start)!, order);
        }
        catch (Win32Exception exception)
        {
            throw new SandboxException($"{start.FileName} cannot be started ({exception.Message}). The sandbox needs Node.js 20 or later on the PATH.", exception);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="SandboxException">The program failed.</exception>
    public static async Task RunAsync(ProcessOrder order, CancellationToken cancellationToken)
    {
        await using var process = Start(order);
        if (await process.WaitForExitAsync(cancellationToken) != 0)
        {
            throw process.Failure("failed");
        }
    }

    /// <summary>Waits until <paramref name="isReady"/> returns true.</summary>
    /// <exception cref="SandboxException">The server ended first, or took longer than a minute.</exception>
    public async Task WaitUntilAsync(Func<Task<bool>> isReady, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!await isReady())
        {
            if (HasExited || watch.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw Failure(HasExited ? "ended at once" : "does not answer");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), cancellationToken);
        }
    }

    /// <summary>Waits for the program to end, and returns its exit code; 1 if a signal ended it.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await supervisor.WaitForExitAsync(cancellationToken);
        return supervisor.ExitCode;
    }

    /// <summary>Ends a process left by an earlier run, if the pid file still names one that was started from this folder.</summary>
    public static void EndLeftover(string pidFile, params string[] programNames)
    {
        if (!File.Exists(pidFile))
        {
            return;
        }

        if (int.TryParse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture, out var pid) && FindOurs(pid, pidFile, programNames) is { } leftover)
        {
            using (leftover)
            {
                leftover.Kill(entireProcessTree: true);
                leftover.WaitForExit(TimeSpan.FromSeconds(10));
            }
        }

        File.Delete(pidFile);
    }

    /// <summary>Asks the server to stop, and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!supervisor.HasExited)
        {
            supervisor.StandardInput.Close();
            await supervisor.WaitForExitAsync();
        }

        supervisor.Dispose();
    }

    /// <summary>An error with the end of the server's output.</summary>
    private SandboxException Failure(string what)
    {
        var output = Output.Trim();
        if (output.Length == 0 && HasExited)
        {
            output = supervisor.StandardError.ReadToEnd().Trim();
        }

        return new SandboxException($"{Path.GetFileName(order.File)} {what}:{Environment.NewLine}{(output.Length > 2000 ? output[^2000..] : output)}");
    }

    /// <summary>The process of the pid file. The system may have reused the pid, so name and start time must match.</summary>
    private static Process? FindOurs(int pid, string pidFile, string[] programNames)
    {
        Process process;
        try
        {
            process = Process.GetProcessById(pid);
        }
        catch (ArgumentException)
        {
            return null; // no such process
        }

        var age = File.GetLastWriteTimeUtc(pidFile) - process.StartTime.ToUniversalTime();
        if (programNames.Any(name => process.ProcessName.StartsWith(name, StringComparison.OrdinalIgnoreCase)) && age.Duration() < TimeSpan.FromSeconds(10))
        {
            return process;
        }

        process.Dispose();
        return null;
    }
}
