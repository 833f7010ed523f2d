using Bitmagnet.LocalHost.Configuration;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.LocalHost.Listening;

/// <summary>Starts the listeners last, after the HTTP server, and stops them first.</summary>
internal sealed class ListenerService(IReadOnlyList<IListener> listeners, HostSeams seams, TimeProvider time, ILogger<ListenerService> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource cancel = new();
    private readonly CancellationTokenSource leave = new();
    private Task running = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var signals = new StopSignals(stop.Token, cancel.Token, leave.Token);
        running = Task.WhenAll(listeners.Select(listener => KeepAsync(listener, signals)));
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Log.Stopping(logger, seams.StopLimit, listeners.Count);
        await stop.CancelAsync();
        if (await EndsWithinAsync(seams.StopLimit, cancellationToken))
        {
            return;
        }

        Log.Cancelling(logger, seams.StopLimit);
        await cancel.CancelAsync();
        if (await EndsWithinAsync(seams.CancelLimit, cancellationToken))
        {
            return;
        }

        Log.Leaving(logger, seams.CancelLimit);
        await leave.CancelAsync();
        await EndsWithinAsync(seams.CancelLimit, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        stop.Dispose();
        cancel.Dispose();
        leave.Dispose();
    }

    // A second Ctrl-C, or the host's own limit, ends a wait early and starts the next step.
    private async Task<bool> EndsWithinAsync(TimeSpan limit, CancellationToken cancellation)
    {
        await running.WaitAsync(limit, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return running.IsCompleted;
    }

    /// <summary>A listener that ends before the stop begins again: the others go on, and nobody has to restart the host.</summary>
    private async Task KeepAsync(IListener listener, StopSignals signals)
    {
        while (!signals.Stop.IsCancellationRequested)
        {
            var run = Task.Run(() => listener.RunAsync(signals), CancellationToken.None);
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (run.Exception is not null || !signals.Stop.IsCancellationRequested)
            {
                Log.ListenerEnded(logger, seams.RetryInterval, run.Exception?.InnerException);
            }

            await Task.Delay(seams.RetryInterval, time, signals.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
