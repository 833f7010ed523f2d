using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The cache of TMDB's answers in a table: compressed, with an end, spread over 256 partitions by the key's digest.</summary>
public sealed class TmdbCacheStore(TmdbTables tables, TmdbOptions options, TimeProvider time, ILogger<TmdbCacheStore> logger)
{
    private const string ValueColumn = "Value";
    private const string ExpiresColumn = "ExpiresAt";
    private const int MaxValueBytes = 60 * 1024; // A property of a table holds 64 KiB.
    private const int MaxBatch = 100;

    /// <summary>An answer that has not expired; null otherwise.</summary>
    internal async Task<(byte[] Value, DateTimeOffset ExpiresAt)?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var table = await tables.CacheAsync(cancellationToken);
        var (partition, row) = Address(key);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue && found.Value!.GetDateTimeOffset(ExpiresColumn) is { } expires && expires > time.GetUtcNow()
            && found.Value.GetBinary(ValueColumn) is { } value
            ? (Decompress(value), expires)
            : null;
    }

    /// <summary>Keeps an answer; one too large for a row is not kept.</summary>
    internal async Task SetAsync(string key, byte[] value, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var compressed = Compress(value);
        if (compressed.Length > MaxValueBytes)
        {
            return;
        }

        var table = await tables.CacheAsync(cancellationToken);
        var (partition, row) = Address(key);
        var entity = new TableEntity(partition, row) { [ValueColumn] = compressed, [ExpiresColumn] = expiresAt };
        await table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Deletes expired answers, and those next to expire above the bound; how many went.</summary>
    public async Task<int> SweepExpiredAsync(CancellationToken cancellationToken)
    {
        var table = await tables.CacheAsync(cancellationToken);
        var now = time.GetUtcNow();
        var expired = new List<TableEntity>();
        var kept = new List<(DateTimeOffset ExpiresAt, string Partition, string Row)>();
        var all = table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey", ExpiresColumn], cancellationToken: cancellationToken);
        await foreach (var entity in all)
        {
            var expires = entity.GetDateTimeOffset(ExpiresColumn) ?? DateTimeOffset.MinValue;
            if (expires <= now)
            {
                expired.Add(entity);
            }
            else
            {
                kept.Add((expires, entity.PartitionKey, entity.RowKey));
            }
        }

        var surplus = kept.Count > options.CacheTableEntries
            ? kept.Order().Take(kept.Count - options.CacheTableEntries).Select(row => new TableEntity(row.Partition, row.Row) { ETag = ETag.All }).ToList()
            : [];
        await DeleteAsync(table, [.. expired, .. surplus], cancellationToken);
        if (expired.Count + surplus.Count > 0)
        {
            Log.Swept(logger, expired.Count, surplus.Count, kept.Count - surplus.Count);
        }

        return expired.Count + surplus.Count;
    }

    private static async Task DeleteAsync(TableClient table, List<TableEntity> entities, CancellationToken cancellationToken)
    {
        foreach (var partition in entities.GroupBy(entity => entity.PartitionKey))
        {
            foreach (var batch in partition.Chunk(MaxBatch))
            {
                try
                {
                    await table.SubmitTransactionAsync(
                        batch.Select(entity => new TableTransactionAction(TableTransactionActionType.Delete, entity, entity.ETag)), cancellationToken);
                }
                catch (TableTransactionFailedException exception) when (exception.Status is 404 or 412)
                {
                    // A row was renewed, or swept by another instance, meanwhile: the next sweep sees the rest of this batch.
                }
            }
        }
    }

    private static (string Partition, string Row) Address(string key)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return (digest[..2], digest);
    }

    private static byte[] Compress(byte[] value)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest))
        {
            brotli.Write(value);
        }

        return compressed.ToArray();
    }

    private static byte[] Decompress(byte[] value)
    {
        using var plain = new MemoryStream();
        using var brotli = new BrotliStream(new MemoryStream(value), CompressionMode.Decompress);
        brotli.CopyTo(plain);
        return plain.ToArray();
    }
}
