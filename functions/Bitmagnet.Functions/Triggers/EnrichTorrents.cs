using Azure.Storage.Queues.Models;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Runs one enrichment job.</summary>
public sealed class EnrichTorrents(EnrichmentRunner runner)
{
    /// <summary>One message of the queue <c>tmdb-enrichment</c>; throws only on faults of the job itself.</summary>
    [Function(nameof(EnrichTorrents))]
    public Task Run(
        [QueueTrigger(StorageNames.EnrichmentQueue, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellationToken) =>
        runner.RunAsync(MessageBody.Decode(message.Body.ToMemory()), message.DequeueCount, cancellationToken);
}
