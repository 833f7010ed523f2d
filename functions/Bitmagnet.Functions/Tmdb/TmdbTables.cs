using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The two tables of this capability.</summary>
/// <param name="service">The storage account.</param>
public sealed class TmdbTables(TableServiceClient service)
{
    private readonly StorageTable state = new(service, StorageNames.TmdbStateTable);
    private readonly StorageTable cache = new(service, StorageNames.TmdbCacheTable);

    /// <summary>Budget and availability.</summary>
    internal ValueTask<TableClient> StateAsync(CancellationToken cancellationToken) => state.OpenAsync(cancellationToken);

    /// <summary>Answers.</summary>
    internal ValueTask<TableClient> CacheAsync(CancellationToken cancellationToken) => cache.OpenAsync(cancellationToken);
}
