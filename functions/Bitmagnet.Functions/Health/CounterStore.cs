using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// Keeps the counters of all instances in one table. Each instance adds to a row of its own, so that nobody waits for anybody;
/// the row is also its sign of life. Rows of instances that are gone are added to a common one.
/// </summary>
public sealed class CounterStore(TableServiceClient tables, TimeProvider clock)
{
    private const string Partition = "counts";
    private const string CommonRow = "common";
    private const string CountsColumn = "Counts";
    private const string AtColumn = "At";
    private const string BatchColumn = "Batch";

    private static readonly TimeSpan Lively = TimeSpan.FromMinutes(1);

    /// <summary>The row of an instance that has not written for so long is added to the common one.</summary>
    private static readonly TimeSpan Gone = TimeSpan.FromHours(24);

    private readonly StorageTable table = new(tables, StorageNames.CountersTable);

    /// <summary>Adds to an instance's row, which also shows that it lives. A batch that the row holds already is not added again.</summary>
    public async Task AddAsync(string instance, CounterBatch batch, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        while (true)
        {
            var found = await client.GetEntityIfExistsAsync<TableEntity>(Partition, instance, cancellationToken: cancellationToken);
            if (found.HasValue && found.Value!.GetString(BatchColumn) == batch.Id)
            {
                return;
            }

            var sum = found.HasValue ? Read(found.Value!) : [];
            Add(sum, batch.Counts);
            var row = Write(instance, sum);
            row[BatchColumn] = batch.Id;
            if (await client.TryWriteAsync(row, found.HasValue ? found.Value!.ETag : null, cancellationToken) is not null)
            {
                return;
            }
        }
    }

    /// <summary>The sums over all instances, and how many live.</summary>
    public async Task<CounterTotals> ReadAsync(CancellationToken cancellationToken)
    {
        var sum = new Dictionary<string, long>(StringComparer.Ordinal);
        var rows = await RowsAsync(cancellationToken);
        foreach (var row in rows)
        {
            Add(sum, Read(row));
        }

        var lively = clock.GetUtcNow() - Lively;
        return new CounterTotals(sum, rows.Count(row => row.RowKey != CommonRow && row.GetDateTimeOffset(AtColumn) >= lively));
    }

    /// <summary>Adds the rows of instances that are gone to the common one, in one transaction, so that nothing counts twice.</summary>
    public async Task FoldAsync(CancellationToken cancellationToken)
    {
        var gone = clock.GetUtcNow() - Gone;
        var rows = await RowsAsync(cancellationToken);
        var old = rows.Where(row => row.RowKey != CommonRow && row.GetDateTimeOffset(AtColumn) < gone).Take(99).ToArray();
        if (old.Length == 0)
        {
            return;
        }

        var common = rows.FirstOrDefault(row => row.RowKey == CommonRow);
        var sum = common is null ? [] : Read(common);
        foreach (var row in old)
        {
            Add(sum, Read(row));
        }

        var client = await table.OpenAsync(cancellationToken);
        var actions = old.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag))
            .Append(common is null
                ? new TableTransactionAction(TableTransactionActionType.Add, Write(CommonRow, sum))
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, Write(CommonRow, sum), common.ETag));

        // Lost to another instance that does the same, or to one that came back: the next snapshot tries again.
        await GuardedWrites.TryAsync(() => client.SubmitTransactionAsync(actions, cancellationToken));
    }

    private async Task<List<TableEntity>> RowsAsync(CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        return await client.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
    }

    private TableEntity Write(string row, Dictionary<string, long> counts) => new(Partition, row)
    {
        [CountsColumn] = JsonSerializer.Serialize(counts, StoredJson.Default.DictionaryStringInt64),
        [AtColumn] = clock.GetUtcNow(),
    };

    private static Dictionary<string, long> Read(TableEntity row) =>
        JsonSerializer.Deserialize(row.GetString(CountsColumn), StoredJson.Default.DictionaryStringInt64)!;

    private static void Add(Dictionary<string, long> sum, IReadOnlyDictionary<string, long> counts)
    {
        foreach (var (name, count) in counts)
        {
            sum[name] = sum.GetValueOrDefault(name) + count;
        }
    }
}

/// <summary>What all instances have counted since the first start.</summary>
/// <param name="Counts">By name, as in <c>enrichment.jobs:processed</c>.</param>
/// <param name="Instances">Instances heard of lately.</param>
public sealed record CounterTotals(IReadOnlyDictionary<string, long> Counts, int Instances)
{
    /// <summary>A count; 0 where nothing was counted under the name.</summary>
    public long this[string name] => Counts.GetValueOrDefault(name);
}
