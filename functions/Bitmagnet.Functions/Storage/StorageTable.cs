using Azure.Data.Tables;

namespace Bitmagnet.Functions.Storage;

/// <summary>A table that is made when first used: provisioned storage has it already, Azurite does not.</summary>
public sealed class StorageTable(TableServiceClient tables, string name)
{
    private readonly TableClient client = tables.GetTableClient(name);
    private volatile bool exists;

    /// <summary>The table's client, once the table is there.</summary>
    public async ValueTask<TableClient> OpenAsync(CancellationToken cancellationToken)
    {
        if (!exists)
        {
            await client.CreateIfNotExistsAsync(cancellationToken);
            exists = true;
        }

        return client;
    }
}
