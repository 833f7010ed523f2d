using Azure.Storage.Queues.Models;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Records what the host gave up on.</summary>
public sealed class HandlePoisonedJob(EnrichmentRunner runner)
{
    /// <summary>One message of the queue <c>tmdb-enrichment-poison</c>: into the ledger as failed, for a person to look at and replay.</summary>
    [Function(nameof(HandlePoisonedJob))]
    public Task Run(
        [QueueTrigger(StorageNames.PoisonQueue, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellationToken) =>
        runner.RecordPoisonedAsync(MessageBody.Decode(message.Body.ToMemory()), cancellationToken);
}
