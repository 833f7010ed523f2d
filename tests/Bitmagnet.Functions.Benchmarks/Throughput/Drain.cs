using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Bitmagnet.Functions.Benchmarks.Throughput;

/// <summary>Feeds the whole index and runs the messages as the host does: host.json's batchSize in parallel, deleted when done.</summary>
internal sealed class Drain(IServiceProvider services)
{
    private const int BatchSize = 8;
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);

    private readonly EnrichmentFeed feed = services.GetRequiredService<EnrichmentFeed>();
    private readonly FeedStore store = services.GetRequiredService<FeedStore>();
    private readonly EnrichmentRunner runner = services.GetRequiredService<EnrichmentRunner>();
    private readonly QueueClient queue = services.GetRequiredService<QueueServiceClient>().GetQueueClient(StorageNames.EnrichmentQueue);

    /// <summary>Feeds and runs until nothing is left. Returns the number of messages and torrents.</summary>
    public async Task<(int Messages, long Torrents)> RunAsync()
    {
        var (messages, torrents) = (0, 0L);
        do
        {
            await feed.RunAsync(CancellationToken.None);
            while ((await queue.ReceiveMessagesAsync(BatchSize, Visibility)).Value is { Length: > 0 } batch)
            {
                await Task.WhenAll(batch.Select(RunAsync));
                messages += batch.Length;
                torrents += batch.Sum(message => MessageReader.Read(message.Body.ToMemory()) is MessageReading.Readable job ? job.Job.InfoHashes.Count : 0);
            }
        }
        while ((await store.LoadAsync(CancellationToken.None)).BackfillEndedAt is null);
        return (messages, torrents);
    }

    /// <summary>Resets the feed to the start.</summary>
    public async Task RewindAsync()
    {
        var state = await store.LoadAsync(CancellationToken.None);
        await store.TrySaveAsync(state with { Backfill = FeedCursor.Start, BackfillEndedAt = null }, CancellationToken.None);
    }

    private async Task RunAsync(QueueMessage message)
    {
        await runner.RunAsync(message.Body.ToMemory(), message.DequeueCount, CancellationToken.None);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }
}
