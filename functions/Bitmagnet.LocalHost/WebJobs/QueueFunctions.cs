using Azure.Storage.Queues.Models;
using Bitmagnet.Functions.Storage;
using Microsoft.Azure.WebJobs;

namespace Bitmagnet.LocalHost.WebJobs;

/// <summary>The methods that the host's queue library finds and runs, one for each queue function. Each passes its message on.</summary>
/// <param name="run">Runs the function with this name.</param>
internal sealed class QueueFunctions(Func<string, QueueMessage, CancellationToken, Task> run)
{
    /// <summary>Runs <see cref="Functions.Triggers.EnrichTorrents"/>.</summary>
    [FunctionName(nameof(EnrichTorrents))]
    public Task EnrichTorrents([QueueTrigger(StorageNames.EnrichmentQueue)] QueueMessage message, CancellationToken cancellation) =>
        run(nameof(EnrichTorrents), message, cancellation);

    /// <summary>Runs <see cref="Functions.Triggers.HandlePoisonedJob"/>.</summary>
    [FunctionName(nameof(HandlePoisonedJob))]
    public Task HandlePoisonedJob([QueueTrigger(StorageNames.PoisonQueue)] QueueMessage message, CancellationToken cancellation) =>
        run(nameof(HandlePoisonedJob), message, cancellation);
}
