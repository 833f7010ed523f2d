using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Bitmagnet.Functions.Explaining;

/// <summary>A table in memory with the ETag rules of the real one, for a command without a storage account.</summary>
internal sealed class MemoryTable : TableClient
{
    private readonly Dictionary<(string, string), TableEntity> rows = [];
    private readonly Lock writing = new();
    private int version;

    /// <summary>Requests that a storage account would have served.</summary>
    public int Transactions { get; private set; }

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(Response.FromValue(new TableItem("memory"), new Written(204, default)));

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        lock (writing)
        {
            Transactions++;
            return Task.FromResult<NullableResponse<T>>(rows.TryGetValue((partitionKey, rowKey), out var row)
                ? Response.FromValue((T)(ITableEntity)Copy(row), new Written(200, default))
                : new Absent<T>());
        }
    }

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
    {
        lock (writing)
        {
            Transactions++;
            return rows.ContainsKey((entity.PartitionKey, entity.RowKey)) ? Fail(409) : Write(entity);
        }
    }

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        lock (writing)
        {
            Transactions++;
            return !rows.TryGetValue((entity.PartitionKey, entity.RowKey), out var row) ? Fail(404)
                : row.ETag != ifMatch ? Fail(412)
                : Write(entity);
        }
    }

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
    {
        lock (writing)
        {
            Transactions++;
            return Write(entity);
        }
    }

    private static Task<Response> Fail(int status) => Task.FromException<Response>(new RequestFailedException(status, "The table refused."));

    private static TableEntity Copy(TableEntity row) => new(row) { ETag = row.ETag };

    private Task<Response> Write(ITableEntity entity)
    {
        var row = Copy((TableEntity)entity);
        row.ETag = new ETag($"W/\"{++version}\"");
        rows[(row.PartitionKey, row.RowKey)] = row;
        return Task.FromResult<Response>(new Written(204, row.ETag));
    }

    private sealed class Absent<T> : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T Value => throw new InvalidOperationException("There is no such row.");

        public override Response GetRawResponse() => new Written(404, default);
    }

    private sealed class Written(int status, ETag etag) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => name == "ETag";

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [new HttpHeader("ETag", etag.ToString("H"))];

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
        {
            value = name == "ETag" && etag != default ? etag.ToString("H") : null;
            return value is not null;
        }

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = TryGetHeader(name, out var value) ? [value] : null;
            return values is not null;
        }
    }
}

/// <summary>A storage account in memory: the cache, the budget and the availability of one run of the command.</summary>
internal sealed class MemoryTables : TableServiceClient
{
    private readonly ConcurrentDictionary<string, MemoryTable> tables = new(StringComparer.Ordinal);

    /// <summary>Requests to all tables so far.</summary>
    public int Transactions => tables.Values.Sum(table => table.Transactions);

    public override TableClient GetTableClient(string tableName) => tables.GetOrAdd(tableName, _ => new MemoryTable());
}
