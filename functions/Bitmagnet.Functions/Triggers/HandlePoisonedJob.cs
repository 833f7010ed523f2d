using Azure.Storage.Queues.Models;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Records in the ledger as failed each message that the host gave up on, for a person to look at and replay.</summary>
public sealed class HandlePoisonedJob(EnrichmentRunner runner)
{
    [Function(nameof(HandlePoisonedJob))]
    public Task Run(
        [QueueTrigger(StorageNames.PoisonQueue, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellationToken) =>
        runner.RecordPoisonedAsync(MessageBody.Decode(message.Body.ToMemory()), cancellationToken);
}
