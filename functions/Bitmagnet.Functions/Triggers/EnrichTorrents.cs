using Azure.Storage.Queues.Models;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Runs one enrichment job: one message of the queue <c>tmdb-enrichment</c>. Throws only on faults of the job itself.</summary>
public sealed class EnrichTorrents(EnrichmentRunner runner)
{
    [Function(nameof(EnrichTorrents))]
    public Task Run(
        [QueueTrigger(StorageNames.EnrichmentQueue, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellationToken) =>
        runner.RunAsync(MessageBody.Decode(message.Body.ToMemory()), message.DequeueCount, cancellationToken);
}
