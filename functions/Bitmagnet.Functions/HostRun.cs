namespace Bitmagnet.Functions;

/// <summary>Runs a host to its end.</summary>
internal static class HostRun
{
    /// <summary>Starts the host, waits until it is told to stop, and disposes of it. A start that is told to stop is cancelled.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunToEndAsync(this IHost host)
    {
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It has stopped, as it was told to.
        }

        return Environment.ExitCode;
    }
}
