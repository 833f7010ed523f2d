using Azure.Storage.Queues.Models;
using Bitmagnet.Functions.Storage;
using Microsoft.Azure.WebJobs;

namespace Bitmagnet.LocalHost.WebJobs;

/// <summary>What the host's queue library finds and runs: a method for each queue function, which hands the message on.</summary>
/// <param name="run">Runs the function of a name.</param>
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
