using Azure.Data.Tables;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The two tables of this capability; created on first use.</summary>
/// <param name="service">The storage account.</param>
public sealed class TmdbTables(TableServiceClient service)
{
    private readonly TableClient state = service.GetTableClient("TmdbState");
    private readonly TableClient cache = service.GetTableClient("TmdbCache");
    private volatile bool hasState;
    private volatile bool hasCache;

    /// <summary>Budget and availability.</summary>
    internal async ValueTask<TableClient> StateAsync(CancellationToken cancellationToken)
    {
        if (!hasState)
        {
            await state.CreateIfNotExistsAsync(cancellationToken);
            hasState = true;
        }

        return state;
    }

    /// <summary>Answers.</summary>
    internal async ValueTask<TableClient> CacheAsync(CancellationToken cancellationToken)
    {
        if (!hasCache)
        {
            await cache.CreateIfNotExistsAsync(cancellationToken);
            hasCache = true;
        }

        return cache;
    }
}
