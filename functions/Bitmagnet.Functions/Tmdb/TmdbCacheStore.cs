using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The cache of TMDB's answers in a table: <see cref="TmdbCacheBucket"/>s, each bounded in answers and bytes, so that the whole is.</summary>
public sealed class TmdbCacheStore(TmdbTables tables, TmdbOptions options, TimeProvider time, ILogger<TmdbCacheStore> logger)
{
    /// <summary>A property of a table holds 64 KiB.</summary>
    internal const int MostBytes = 60 * 1024;

    /// <summary>Azurite keeps everything in memory, as base64 in JSON, and writes one file: so all rows together stay below 140 MB of it.</summary>
    internal const int MostBytesInAzurite = 6 * 1024;

    private const string ValueColumn = "V";
    private const string ExpiresColumn = "E"; // of the answer that expires first, in minutes since 1970
    private const string CountColumn = "N";
    private const string BytesColumn = "B";
    private const int Rounds = 5;

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private readonly TmdbCacheNote note = new(tables);
    private readonly int mostEntries = Math.Max(1, options.CacheTableEntries / TmdbCacheAddress.Rows);

    /// <summary>The answers that lie with those of a group. One request.</summary>
    internal Task<TmdbCacheBucket> OpenAsync(string group, CancellationToken cancellationToken) =>
        OpenAsync(TmdbCacheAddress.Of(group), cancellationToken);

    /// <summary>Keeps an answer; one too large for a row is not kept, nor one where others write to the row all the time.</summary>
    /// <param name="bucket">As it was opened; opened again where another wrote since.</param>
    /// <param name="key">The answer's key.</param>
    /// <param name="value">The answer.</param>
    /// <param name="expiresAt">Until when it is believed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task SaveAsync(TmdbCacheBucket bucket, string key, byte[] value, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            bucket.DropExpired(time.GetUtcNow());
            bucket.Set(key, new TmdbCacheEntry(value, time.GetUtcNow(), expiresAt));
            if (await TryWriteAsync(bucket, cancellationToken) is not null)
            {
                return;
            }

            bucket = await OpenAsync(bucket.Address, cancellationToken);
        }
    }

    /// <summary>
    /// Drops expired answers, once an hour over all instances; returns how many. Goes through the rows partition by partition, and reads those in
    /// which something has expired.
    /// </summary>
    public async Task<int> SweepExpiredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!await note.TryBeginAsync(now, BetweenSweeps, cancellationToken))
        {
            return 0;
        }

        var table = await tables.CacheAsync(cancellationToken);
        var expired = 0;
        var size = new TmdbCacheSize(0, 0, 0, (await OpenAsync("", cancellationToken)).IsInAzurite);
        foreach (var partition in TmdbCacheAddress.Partitions)
        {
            await foreach (var row in table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: [nameof(TableEntity.RowKey), ExpiresColumn, CountColumn, BytesColumn],
                cancellationToken: cancellationToken))
            {
                var (entries, bytes) = (row.GetInt32(CountColumn) ?? 0, row.GetInt32(BytesColumn) ?? 0);
                if (row.GetInt32(ExpiresColumn) is not { } minute || minute <= Minute(now))
                {
                    var bucket = await OpenAsync(new TmdbCacheAddress(partition, row.RowKey), cancellationToken);
                    var dropped = bucket.DropExpired(now);
                    var written = dropped > 0 ? await TryWriteAsync(bucket, cancellationToken) : null;
                    expired += written is null ? 0 : dropped;
                    (entries, bytes) = (bucket.Count, written ?? bytes);
                }

                size = size.With(entries, bytes, entries >= mostEntries || bytes * 10 >= MostBytesOf(size.IsInAzurite) * 9);
            }
        }

        await note.EndAsync(size, cancellationToken);
        if (expired > 0)
        {
            Log.Swept(logger, expired, size.Entries, size.Bytes / 1024);
        }

        return expired;
    }

    /// <summary>How large the cache was when it was last swept; null before the first time.</summary>
    internal Task<TmdbCacheSize?> SizeAsync(CancellationToken cancellationToken) => note.ReadAsync(cancellationToken);

    private async Task<TmdbCacheBucket> OpenAsync(TmdbCacheAddress address, CancellationToken cancellationToken)
    {
        var table = await tables.CacheAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(address.Partition, address.Row, cancellationToken: cancellationToken);
        var isInAzurite = found.GetRawResponse().Headers.TryGetValue("Server", out var server) && server.StartsWith("Azurite", StringComparison.Ordinal);
        var bucket = new TmdbCacheBucket { Address = address, ETag = found.HasValue ? found.Value!.ETag : default, IsInAzurite = isInAzurite };
        if (found.HasValue && found.Value!.GetBinary(ValueColumn) is { } bytes)
        {
            bucket.Read(bytes);
        }

        return bucket;
    }

    /// <summary>The size of what was written; null where another wrote meanwhile.</summary>
    private async Task<int?> TryWriteAsync(TmdbCacheBucket bucket, CancellationToken cancellationToken)
    {
        var (bytes, _) = bucket.Pack(mostEntries, MostBytesOf(bucket.IsInAzurite));
        var table = await tables.CacheAsync(cancellationToken);
        var entity = new TableEntity(bucket.Address.Partition, bucket.Address.Row)
        {
            [ValueColumn] = bytes,
            [ExpiresColumn] = Minute(bucket.FirstExpiry),
            [CountColumn] = bucket.Count,
            [BytesColumn] = bytes.Length,
        };
        return await table.TryWriteAsync(entity, bucket.ETag, cancellationToken) is null ? null : bytes.Length;
    }

    private static int MostBytesOf(bool isInAzurite) => isInAzurite ? MostBytesInAzurite : MostBytes;

    private static int Minute(DateTimeOffset at) => at == DateTimeOffset.MaxValue ? int.MaxValue : (int)(at.ToUnixTimeSeconds() / 60);
}
