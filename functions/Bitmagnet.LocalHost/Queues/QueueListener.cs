using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Invocation;
using Bitmagnet.LocalHost.Listening;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost.Queues;

/// <summary>
/// Fetches messages in batches and hands them on. As in the Azure host, a queue that does not exist counts as empty, and
/// a new batch is fetched when no more than newBatchThreshold messages run.
/// </summary>
internal sealed class QueueListener(
    string function, QueueClient queue, MessageProcessor processor, QueueOptions options, HostSeams seams, TimeProvider time, ILogger logger)
    : IListener
{
    private readonly PollingBackoff backoff = new(options.MaxPollingInterval, new Random());
    private readonly List<Task> running = [];

    /// <inheritdoc/>
    public async Task RunAsync(StopSignals signals)
    {
        while (!signals.Stop.IsCancellationRequested)
        {
            await UntilThresholdAsync();
            if (signals.Stop.IsCancellationRequested)
            {
                break;
            }

            var messages = await FetchAsync(signals);
            running.AddRange(messages.Select(message => processor.ProcessAsync(message, signals)));
        }

        await Task.WhenAll(running);
    }

    private async Task UntilThresholdAsync()
    {
        running.RemoveAll(task => task.IsCompleted);
        while (running.Count > options.NewBatchThreshold)
        {
            await Task.WhenAny(running);
            running.RemoveAll(task => task.IsCompleted);
        }
    }

    private async Task<QueueMessage[]> FetchAsync(StopSignals signals)
    {
        TimeSpan pause;
        try
        {
            // Not ended by Stop: messages of an answer that nobody reads would stay hidden for a whole lease.
            var messages = await queue.ReceiveMessagesAsync(options.BatchSize, seams.MessageLease, signals.Cancel);
            if (messages.Value.Length > 0)
            {
                backoff.Reset();
                return messages.Value;
            }

            pause = backoff.Next();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            pause = backoff.Next();
        }
        catch (OperationCanceledException) when (signals.Cancel.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception exception)
        {
            pause = backoff.Next();
            Log.QueueUnreachable(logger, function, queue.Name, pause, exception);
        }

        await Task.Delay(pause, time, signals.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return [];
    }
}
