using Azure;
using Azure.Data.Tables.Models;

namespace Bitmagnet.Functions.Tests.Notifications;

/// <summary>A storage account that a test can switch off.</summary>
internal sealed class SwitchedTables(TableServiceClient account) : TableServiceClient
{
    public bool IsAway { get; set; }

    public override TableClient GetTableClient(string tableName) => new Table(this, account.GetTableClient(tableName));

    private sealed class Table(SwitchedTables owner, TableClient table) : TableClient
    {
        public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) => Ask(() => table.CreateIfNotExistsAsync(cancellationToken));

        public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
            string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
            Ask(() => table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken));

        public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) => Ask(() => table.AddEntityAsync(entity, cancellationToken));

        public override Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
            Ask(() => table.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken));

        private Task<T> Ask<T>(Func<Task<T>> ask) => owner.IsAway ? Task.FromException<T>(new RequestFailedException("The host is away.")) : ask();
    }
}
