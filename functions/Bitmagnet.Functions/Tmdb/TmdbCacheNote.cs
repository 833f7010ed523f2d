using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The cache's row in the state table: when the last sweep began, so that one instance does the next, and how large the cache was then.</summary>
internal sealed class TmdbCacheNote(TmdbTables tables)
{
    private const string Partition = "tmdb";
    private const string Row = "cache";
    private const string SweptAt = "SweptAt";

    /// <summary>Claims a sweep if the last one began long enough ago; true for one instance only.</summary>
    public async Task<bool> TryBeginAsync(DateTimeOffset now, TimeSpan between, CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        if (found.HasValue && now - found.Value!.GetDateTimeOffset(SweptAt) < between)
        {
            return false;
        }

        var entity = found.HasValue ? found.Value! : new TableEntity(Partition, Row);
        entity[SweptAt] = now;
        return await table.TryWriteAsync(entity, entity.ETag, cancellationToken) is not null;
    }

    /// <summary>Records the size.</summary>
    public async Task EndAsync(TmdbCacheSize size, CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        await table.UpsertEntityAsync(
            new TableEntity(Partition, Row)
            {
                [nameof(TmdbCacheSize.Entries)] = size.Entries,
                [nameof(TmdbCacheSize.Bytes)] = size.Bytes,
                [nameof(TmdbCacheSize.FullRows)] = size.FullRows,
                [nameof(TmdbCacheSize.IsInAzurite)] = size.IsInAzurite,
            },
            TableUpdateMode.Merge,
            cancellationToken);
    }

    /// <summary>The size at the last sweep; null before the first.</summary>
    public async Task<TmdbCacheSize?> ReadAsync(CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        return found.HasValue && found.Value!.GetInt32(nameof(TmdbCacheSize.Entries)) is { } entries
            ? new TmdbCacheSize(
                entries, found.Value.GetInt64(nameof(TmdbCacheSize.Bytes)) ?? 0, found.Value.GetInt32(nameof(TmdbCacheSize.FullRows)) ?? 0,
                found.Value.GetBoolean(nameof(TmdbCacheSize.IsInAzurite)) ?? false)
            : null;
    }
}
