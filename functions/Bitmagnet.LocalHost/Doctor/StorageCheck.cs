using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Storage;
using Bitmagnet.LocalHost.Startup;

namespace Bitmagnet.LocalHost.Doctor;

/// <summary>Checks that the account allows what the app does: writes, reads and removes a row, a message and a blob.</summary>
internal static class StorageCheck
{
    private const string Part = "storage";
    private const string HostContainer = "azure-webjobs-hosts";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The message is hidden so long that one that cannot be removed expires before anybody sees it.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(60);

    /// <exception cref="InvalidOperationException">The setting is not allowed; SettingsCheck reports it.</exception>
    public static async Task<IReadOnlyList<Diagnosis>> LookAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        if (!StorageConnection.IsConfigured(settings))
        {
            return
            [
                MissingParts.HasSandbox
                    ? new Diagnosis(Part, Verdict.Ok, "AzureWebJobsStorage is not set: run starts an Azurite of its own in the sandbox.")
                    : new Diagnosis(Part, Verdict.Wrong, "AzureWebJobsStorage is not set.", "Set it to the connection string of a storage account or of Azurite."),
            ];
        }

        var connection = StorageConnection.Read(settings);
        var problems = await Task.WhenAll(
            AskAsync("tables", token => WriteRowAsync(connection.Tables(Quick(new TableClientOptions())), token), cancellationToken),
            AskAsync("queues", token => SendAsync(connection.Queues(Quick(new QueueClientOptions())), token), cancellationToken),
            AskAsync("blobs", token => WriteBlobAsync(connection.Blobs(Quick(new BlobClientOptions())), token), cancellationToken));
        Diagnosis[] found = [.. problems.OfType<Diagnosis>()];
        return found.Length == 0
            ? [new Diagnosis(Part, Verdict.Ok, $"{connection}: tables, queues and blobs can be read and written.")]
            : found.DistinctBy(diagnosis => diagnosis.Remedy).Count() == 1 && found.Length == problems.Length
                ? [found[0] with { Finding = $"{connection}: {found[0].Finding}" }]
                : found;
    }

    private static T Quick<T>(T options) where T : ClientOptions
    {
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = Patience;
        return options;
    }

    private static async Task<Diagnosis?> AskAsync(string service, Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await ask(cancellationToken).WaitAsync(2 * Patience, cancellationToken);
            return null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && (e is TimeoutException || StorageFaults.IsOfTheStorage(e) || e is Azure.RequestFailedException))
        {
            // Findings about other parts do not belong to this check.
            var finding = PartFindings.OfStorage(e is Azure.RequestFailedException && !StorageFaults.IsOfTheStorage(e) ? new TimeoutException() : e);
            var why = e is TimeoutException ? "the storage does not answer in time" : StorageFaults.Describe(e);
            return new Diagnosis(
                Part, Verdict.Wrong,
                StorageFaults.IsOldAzurite(e) ? finding.Problem : $"the account's {service} cannot be used: {why}.", finding.Remedy);
        }
    }

    private static async Task WriteRowAsync(TableServiceClient account, CancellationToken cancellationToken)
    {
        var table = account.GetTableClient(StorageNames.TmdbStateTable);
        await table.CreateIfNotExistsAsync(cancellationToken);
        var row = new TableEntity("doctor", Guid.NewGuid().ToString("N"));
        await table.UpsertEntityAsync(row, cancellationToken: cancellationToken);
        await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    private static async Task SendAsync(QueueServiceClient account, CancellationToken cancellationToken)
    {
        var queue = account.GetQueueClient(StorageNames.EnrichmentQueue);
        await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await queue.PeekMessageAsync(cancellationToken);
        var sent = await queue.SendMessageAsync("{}", Hidden, Hidden + TimeSpan.FromSeconds(1), cancellationToken);
        await queue.DeleteMessageAsync(sent.Value.MessageId, sent.Value.PopReceipt, cancellationToken);
    }

    private static async Task WriteBlobAsync(BlobServiceClient account, CancellationToken cancellationToken)
    {
        var container = account.GetBlobContainerClient(HostContainer);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var blob = container.GetBlobClient($"doctor/{Guid.NewGuid():N}");
        await blob.UploadAsync(BinaryData.FromString("doctor"), cancellationToken);
        await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken);
    }
}
