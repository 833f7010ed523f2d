using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Bitmagnet.Functions.Storage;

/// <summary>Rows of a table by time. A table is sorted by key and read from its start, so that the newest row of a partition has the smallest key.</summary>
public sealed class NewestFirstRows(StorageTable table)
{
    private const int MostAtOnce = 100;

    /// <summary>Their table.</summary>
    public StorageTable Table => table;

    /// <summary>A row's key; with something behind it where several rows may have the same time.</summary>
    public static string KeyOf(DateTimeOffset time) => (DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Adds a row.</summary>
    /// <returns>False where there is one of this key.</returns>
    public async Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        try
        {
            await client.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>The rows from a time on, up to another, newest first.</summary>
    public async IAsyncEnumerable<TableEntity> ReadAsync(
        string partition, DateTimeOffset? since, DateTimeOffset? until, int most, string[]? columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var rows = client.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey le {KeyOf(since ?? DateTimeOffset.MinValue)} and RowKey ge {KeyOf(until ?? DateTimeOffset.MaxValue)}"), Math.Min(most, 1000), columns, cancellationToken);
        await foreach (var row in rows.Take(most))
        {
            yield return row;
        }
    }

    /// <summary>Removes up to a hundred rows of a partition that are older than a time.</summary>
    public async Task RemoveOldAsync(string partition, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var old = await client
            .QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {KeyOf(before)}"), MostAtOnce,
                [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)], cancellationToken)
            .Take(MostAtOnce)
            .Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All))
            .ToListAsync(cancellationToken);
        if (old.Count > 0)
        {
            // Where another instance removes them at the same moment, the next call removes what is left.
            await GuardedWrites.TryAsync(() => client.SubmitTransactionAsync(old, cancellationToken));
        }
    }
}
