using System.Diagnostics;
using System.Text.Json.Serialization;
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

    private static readonly JsonSerializerOptions Envelope = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = StoredJson.Default,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

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

    /// <summary>
    /// Sends a message back unchanged that could not run, or to the poison queue one that could not be recorded. No attempt is counted, and it never
    /// expires; the host's copy in the poison queue would after seven days.
    /// </summary>
    public async Task ReturnAsync(ReadOnlyMemory<byte> body, bool isPoisoned, TimeSpan delay, CancellationToken cancellationToken)
    {
        var target = isPoisoned ? poison : queue;
        await target.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await target.SendMessageAsync(MessageBody.Encode(body.Span), delay, Forever, cancellationToken);
    }

    /// <summary>Sends a message for each job, which must be in the ledger first: a consumer may be faster than the sender.</summary>
    /// <param name="topUpAfter">The id of the job after which the queue is topped up; null: none.</param>
    public async Task SendAsync(IReadOnlyList<JobRecord> jobs, bool fed, string? topUpAfter, CancellationToken cancellationToken)
    {
        if (!exists)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            exists = true;
        }

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
                Traceparent = trace,
            };
            await queue.SendMessageAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(message, Envelope.TypeInfo<EnrichmentMessage>())), timeToLive: Forever, cancellationToken: token);
        });
    }
}
