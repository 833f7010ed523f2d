using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>TMDB's two tables.</summary>
/// <param name="service">The storage account.</param>
public sealed class TmdbTables(TableServiceClient service)
{
    private readonly StorageTable state = new(service, StorageNames.TmdbStateTable);
    private readonly StorageTable cache = new(service, StorageNames.TmdbCacheTable);

    /// <summary>The table of budget and availability.</summary>
    internal ValueTask<TableClient> StateAsync(CancellationToken cancellationToken) => state.OpenAsync(cancellationToken);

    /// <summary>The table of answers.</summary>
    internal ValueTask<TableClient> CacheAsync(CancellationToken cancellationToken) => cache.OpenAsync(cancellationToken);
}
