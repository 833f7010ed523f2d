using Azure.Storage.Queues;

namespace Bitmagnet.Functions.Tests.Fixtures;

/// <summary>An Azurite of the test class's own, for tests of whole tables and queues.</summary>
public sealed class OwnStorage : IAsyncLifetime
{
    private AzuriteServer azurite = null!;

    public TableServiceClient Tables { get; private set; } = null!;

    public QueueServiceClient Queues { get; private set; } = null!;

    public string ConnectionString => azurite.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        azurite = await AzuriteServer.StartAsync(SandboxFolder.Temporary());
        Tables = new TableServiceClient(azurite.ConnectionString);
        Queues = new QueueServiceClient(azurite.ConnectionString);
    }

    /// <summary>Removes all rows of a table.</summary>
    public async Task ClearAsync(string name)
    {
        var table = Tables.GetTableClient(name);
        await table.CreateIfNotExistsAsync();
        await foreach (var row in table.QueryAsync<TableEntity>())
        {
            await table.DeleteEntityAsync(row);
        }
    }

    /// <summary>Takes all messages of the enrichment queue.</summary>
    public async Task<IReadOnlyList<string>> TakeMessagesAsync()
    {
        var queue = Queues.GetQueueClient(StorageNames.EnrichmentQueue);
        var messages = new List<string>();
        while (await queue.ExistsAsync() && (await queue.ReceiveMessagesAsync(32)).Value is { Length: > 0 } some)
        {
            foreach (var message in some)
            {
                messages.Add(message.Body.ToString());
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
        }

        return messages;
    }

    public ValueTask DisposeAsync() => azurite.DisposeAsync();
}
