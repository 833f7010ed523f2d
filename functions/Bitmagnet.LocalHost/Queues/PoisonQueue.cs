using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Bitmagnet.LocalHost.Queues;

/// <summary>Where messages go that cannot be processed: <c>&lt;queue&gt;-poison</c>, made when first needed.</summary>
internal sealed class PoisonQueue(QueueClient poison)
{
    /// <summary>The suffix of a poison queue's name.</summary>
    public const string Suffix = "-poison";

    /// <summary>The poison queue of a queue; null where the queue is one itself.</summary>
    public static PoisonQueue? For(string queueName, QueueServiceClient storage) =>
        queueName.EndsWith(Suffix, StringComparison.Ordinal) ? null : new PoisonQueue(storage.GetQueueClient(queueName + Suffix));

    /// <summary>The queue's name.</summary>
    public string Name => poison.Name;

    /// <summary>Copies a body; the caller deletes the message after, so a failure between the two leaves it twice, never lost.</summary>
    public async Task CopyAsync(string stored, CancellationToken cancellation)
    {
        try
        {
            await poison.SendMessageAsync(stored, cancellation);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await poison.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await poison.SendMessageAsync(stored, cancellation);
        }
    }
}
