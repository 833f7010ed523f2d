using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost.Queues;

/// <summary>Keeps a running message hidden, by renewing at half-time; knows the pop receipt that is good now.</summary>
internal sealed class MessageLease : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = new();
    private readonly Task renewing;

    /// <summary>Starts to renew.</summary>
    public MessageLease(string function, QueueClient queue, QueueMessage message, TimeSpan length, TimeProvider time, ILogger logger)
    {
        PopReceipt = message.PopReceipt;
        renewing = RenewAsync(function, queue, message.MessageId, length, time, logger);
    }

    /// <summary>The receipt to delete or return the message with, once <see cref="EndAsync"/> is done.</summary>
    public string PopReceipt { get; private set; }

    /// <summary>Ends the renewals; one on its way is waited for, since it changes the receipt.</summary>
    public async Task EndAsync()
    {
        await ended.CancelAsync();
        await renewing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        ended.Dispose();
    }

    private async Task RenewAsync(
        string function, QueueClient queue, string messageId, TimeSpan length, TimeProvider time, ILogger logger)
    {
        var pause = length / 2;
        while (await PauseAsync(pause, time))
        {
            try
            {
                var receipt = await queue.UpdateMessageAsync(messageId, PopReceipt, (string?)null, length, CancellationToken.None);
                PopReceipt = receipt.Value.PopReceipt;
                pause = length / 2;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 400)
            {
                Log.MessageLeaseLost(logger, function, messageId);
                return;
            }
            catch (Exception exception)
            {
                Log.MessageLeaseNotRenewed(logger, function, messageId, exception);
                pause = length / 10;
            }
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause, TimeProvider time)
    {
        await Task.Delay(pause, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ended.IsCancellationRequested;
    }
}
