using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Invocation;
using Bitmagnet.LocalHost.Listening;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost.Queues;

/// <summary>Runs the function for one message, and settles the message by how that ended.</summary>
internal sealed class MessageProcessor(
    Function function,
    QueueClient queue,
    PoisonQueue? poison,
    FunctionInvoker invoker,
    QueueOptions options,
    HostSeams seams,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Processes a message just received. Does not throw.</summary>
    public async Task ProcessAsync(QueueMessage message, StopSignals signals)
    {
        await using var lease = new MessageLease(function.Name, queue, message, seams.MessageLease, time, logger);
        try
        {
            await SettleAsync(message, lease, signals);
        }
        catch (Exception exception)
        {
            Log.MessageNotSettled(logger, function.Name, message.MessageId, exception);
        }
    }

    private async Task SettleAsync(QueueMessage message, MessageLease lease, StopSignals signals)
    {
        if (signals.Stop.IsCancellationRequested)
        {
            await ReturnAsync(message, lease);
            return;
        }

        if (poison is not null && message.DequeueCount > options.MaxDequeueCount)
        {
            Log.MessageExhausted(logger, function.Name, message.MessageId, message.DequeueCount, poison.Name);
            await PoisonAsync(poison, message, lease, message.Body.ToString());
            return;
        }

        var body = MessageBody.Decode(message.Body, options.Encoding);
        if (body is null && poison is not null)
        {
            await PoisonUndecodableAsync(poison, message, lease);
            return;
        }

        // A poison queue has none of its own, so what lies there undecoded is given to its function as it is.
        var failure = await RunAsync(message, body ?? message.Body, signals);
        await lease.EndAsync();
        await (failure is null ? DeleteAsync(message, lease) : FailAsync(message, lease, failure, signals));
    }

    private async Task<Exception?> RunAsync(QueueMessage message, BinaryData body, StopSignals signals)
    {
        var decoded = QueuesModelFactory.QueueMessage(
            message.MessageId, message.PopReceipt, body, message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn);
        try
        {
            await invoker.InvokeAsync(function, decoded, signals.Cancel).WaitAsync(signals.Leave);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async Task FailAsync(QueueMessage message, MessageLease lease, Exception failure, StopSignals signals)
    {
        // The stop ended it, whatever it threw: that is no reason for poison, nor for a delay.
        if (signals.Cancel.IsCancellationRequested)
        {
            await ReturnAsync(message, lease);
        }
        else if (poison is null)
        {
            // As in the Azure host: left hidden, so that it does not come back in a tight loop.
            Log.PoisonFailed(logger, function.Name, message.MessageId, failure);
        }
        else if (message.DequeueCount >= options.MaxDequeueCount)
        {
            Log.MessagePoisoned(logger, function.Name, message.MessageId, poison.Name, failure);
            await PoisonAsync(poison, message, lease, message.Body.ToString());
        }
        else
        {
            Log.MessageFailed(
                logger, function.Name, message.MessageId, message.DequeueCount, options.MaxDequeueCount, options.VisibilityTimeout, failure);
            await ShowAsync(message, lease, options.VisibilityTimeout);
        }
    }

    private async Task PoisonUndecodableAsync(PoisonQueue to, QueueMessage message, MessageLease lease)
    {
        Log.MessageUndecodable(logger, function.Name, message.MessageId, options.Encoding.ToString(), to.Name);
        if (message.Body.ToMemory().Length > MessageBody.MaxEncoded)
        {
            Log.PoisonCut(logger, function.Name, message.MessageId, to.Name, MessageBody.MaxEncoded);
        }

        await PoisonAsync(to, message, lease, MessageBody.Encode(message.Body));
    }

    private async Task PoisonAsync(PoisonQueue to, QueueMessage message, MessageLease lease, string stored)
    {
        await lease.EndAsync();
        await to.CopyAsync(stored, CancellationToken.None);
        await DeleteAsync(message, lease);
    }

    private async Task ReturnAsync(QueueMessage message, MessageLease lease)
    {
        await lease.EndAsync();
        Log.MessageReturned(logger, function.Name, message.MessageId);
        if (poison is null || message.DequeueCount != options.MaxDequeueCount)
        {
            await ShowAsync(message, lease, TimeSpan.Zero);
            return;
        }

        // Shown again, it would have been delivered once too often, and go to poison without having run: a copy counts from the start.
        await queue.SendMessageAsync(message.Body.ToString(), timeToLive: TimeLeft(message), cancellationToken: CancellationToken.None);
        await DeleteAsync(message, lease);
    }

    private TimeSpan TimeLeft(QueueMessage message)
    {
        var left = (message.ExpiresOn ?? DateTimeOffset.MaxValue) - time.GetUtcNow();
        return left > TimeSpan.FromDays(3650) ? TimeSpan.FromSeconds(-1) : TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(left.TotalSeconds)));
    }

    private Task ShowAsync(QueueMessage message, MessageLease lease, TimeSpan delay) => UnlessLostAsync(message, () =>
        queue.UpdateMessageAsync(message.MessageId, lease.PopReceipt, (string?)null, delay, CancellationToken.None));

    private Task DeleteAsync(QueueMessage message, MessageLease lease) => UnlessLostAsync(message, () =>
        queue.DeleteMessageAsync(message.MessageId, lease.PopReceipt, CancellationToken.None));

    private async Task UnlessLostAsync(QueueMessage message, Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode is { } code
            && (code == QueueErrorCode.MessageNotFound || code == QueueErrorCode.PopReceiptMismatch))
        {
            Log.MessageLeaseLost(logger, function.Name, message.MessageId);
        }
    }
}
