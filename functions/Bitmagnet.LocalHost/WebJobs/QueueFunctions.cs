using Azure.Storage.Queues.Models;
using Bitmagnet.Functions.Storage;
using Microsoft.Azure.WebJobs;

namespace Bitmagnet.LocalHost.WebJobs;

/// <summary>The methods that the host's queue library finds and runs, one for each queue function. Each passes its message on.</summary>
internal sealed class QueueFunctions(Func<string, QueueMessage, CancellationToken, Task> run)
{
    [FunctionName(nameof(EnrichTorrents))]
    public Task EnrichTorrents([QueueTrigger(StorageNames.EnrichmentQueue)] QueueMessage message, CancellationToken cancellation) =>
        run(nameof(EnrichTorrents), message, cancellation);

    [FunctionName(nameof(HandlePoisonedJob))]
    public Task HandlePoisonedJob([QueueTrigger(StorageNames.PoisonQueue)] QueueMessage message, CancellationToken cancellation) =>
        run(nameof(HandlePoisonedJob), message, cancellation);
}
