using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace Bitmagnet.Functions.Explaining;

/// <summary>A storage account in memory: the cache, the budget and the availability of one run of the command.</summary>
internal sealed class MemoryTables : TableServiceClient
{
    private readonly ConcurrentDictionary<string, MemoryTable> tables = new(StringComparer.Ordinal);

    public override TableClient GetTableClient(string tableName) => tables.GetOrAdd(tableName, _ => new MemoryTable());
}
