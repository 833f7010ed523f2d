using Azure.Data.Tables;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>One account in memory; every table name is the same table, since their keys differ.</summary>
internal sealed class MemoryTables : TableServiceClient
{
    public MemoryTable Table { get; } = new();

    public override TableClient GetTableClient(string tableName) => Table;
}
