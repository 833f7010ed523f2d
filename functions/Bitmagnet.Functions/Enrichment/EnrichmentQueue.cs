using System.Diagnostics;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Sends jobs to the queue <c>tmdb-enrichment</c>.</summary>
/// <param name="queues">A client that sends text as it is (host.json, messageEncoding none).</param>
public sealed class EnrichmentQueue(QueueServiceClient queues)
{
    /// <summary>Messages sent in parallel.</summary>
    public const int ParallelSends = 16;

    // No expiry: a message must outlive an outage of any length.
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly QueueClient queue = queues.GetQueueClient(StorageNames.EnrichmentQueue);
    private readonly QueueClient poison = queues.GetQueueClient(StorageNames.PoisonQueue);
    private volatile bool exists;

    /// <summary>The number of messages in the queue, including those being processed.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return 0;
        }
    }

    /// <summary>Sends a message back unchanged that could not run. The host deletes its own copy, and no attempt is counted.</summary>
    public async Task ReturnAsync(ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken)
    {
        await EnsureExistsAsync(cancellationToken);
        await queue.SendMessageAsync(MessageBody.Encode(body.Span), delay, Forever, cancellationToken);
    }

    /// <summary>Sends a message back to the poison queue. The host's copy expires after seven days, this one never.</summary>
    public async Task ReturnPoisonedAsync(ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken)
    {
        await poison.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await poison.SendMessageAsync(MessageBody.Encode(body.Span), delay, Forever, cancellationToken);
    }

    /// <summary>
    /// Sends one message for each job. The jobs must be in the ledger first, since a consumer may be faster than the sender.
    /// </summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="fed">Whether the feed made them.</param>
    /// <param name="topUpAfter">The id of the job after which the queue is topped up; null: none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task SendAsync(IReadOnlyList<JobRecord> jobs, bool fed, string? topUpAfter, CancellationToken cancellationToken)
    {
        await EnsureExistsAsync(cancellationToken);
        var trace = Activity.Current?.Id;
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelSends, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(jobs, options, async (job, token) =>
        {
            var message = new EnrichmentMessage
            {
                Id = job.Id,
                InfoHashes = [.. job.InfoHashes.Select(hash => hash.Hex)],
                Attempts = job.Attempts ?? 0,
                Deferrals = job.Deferrals,
                Fed = fed,
                Asked = job.Asked,
                Force = job.Force,
                Since = job.Since,
                TopUp = job.Id == topUpAfter,
                TraceParent = trace,
            };

            var body = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(message));
            await queue.SendMessageAsync(body, timeToLive: Forever, cancellationToken: token);
        });
    }

    private async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (!exists)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            exists = true;
        }
    }
}
