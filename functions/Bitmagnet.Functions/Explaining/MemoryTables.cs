using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace Bitmagnet.Functions.Explaining;

/// <summary>A storage account in memory: the cache, the budget and the availability of one run of the command.</summary>
internal sealed class MemoryTables : TableServiceClient
{
    private readonly ConcurrentDictionary<string, MemoryTable> tables = new(StringComparer.Ordinal);

    /// <summary>Requests to all tables so far.</summary>
    public int Transactions => tables.Values.Sum(table => table.Transactions);

    public override TableClient GetTableClient(string tableName) => tables.GetOrAdd(tableName, _ => new MemoryTable());
}
