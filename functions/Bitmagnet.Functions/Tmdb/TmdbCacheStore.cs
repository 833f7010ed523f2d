using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The cache of TMDB's answers in a table. Each <see cref="TmdbCacheBucket"/> is bounded in answers and bytes, so the cache is too.</summary>
public sealed class TmdbCacheStore(TmdbTables tables, TmdbOptions options, TimeProvider time, ILogger<TmdbCacheStore> logger)
{
    /// <summary>A table's property holds 64 KiB.</summary>
    internal const int MostBytes = 60 * 1024;

    /// <summary>Azurite keeps everything in memory as base64 in JSON, and writes one file: with this bound all rows stay below 140 MB of it.</summary>
    internal const int MostBytesInAzurite = 6 * 1024;

    private const string ValueColumn = "V";
    private const string ExpiresColumn = "E"; // of the answer that expires first, in minutes since 1970
    private const string CountColumn = "N";
    private const string BytesColumn = "B";
    private const int Rounds = 5;

    // A row of the state table: when the last sweep began, so that one instance does the next, and how large the cache was then.
    private const string NotePartition = "tmdb";
    private const string NoteRow = "cache";
    private const string SweptAt = "SweptAt";

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private readonly int mostEntries = Math.Max(1, options.CacheTableEntries / TmdbCacheAddress.Rows);

    /// <summary>The bucket of a row. One request.</summary>
    internal async Task<TmdbCacheBucket> OpenAsync(TmdbCacheAddress address, CancellationToken cancellationToken)
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

    /// <summary>
    /// Stores the new answers of a bucket, unless they are too large for a row, or other writers change the row at every try: it is opened
    /// again then.
    /// </summary>
    internal async Task SaveAsync(TmdbCacheBucket bucket, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            bucket.DropExpired(time.GetUtcNow());
            if (await TryWriteAsync(bucket, cancellationToken) is not null)
            {
                return;
            }

            var theirs = await OpenAsync(bucket.Address, cancellationToken);
            theirs.TakeNewsOf(bucket);
            bucket = theirs;
        }
    }

    /// <summary>
    /// Drops expired answers, once an hour over all instances, and returns how many. Walks the rows partition by partition, and reads those with
    /// expired answers.
    /// </summary>
    public async Task<int> SweepExpiredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!await TryBeginSweepAsync(now, cancellationToken))
        {
            return 0;
        }

        var table = await tables.CacheAsync(cancellationToken);
        var expired = 0;
        var size = new TmdbCacheSize(0, 0, 0, (await OpenAsync(TmdbCacheAddress.Of(""), cancellationToken)).IsInAzurite);
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

        await RecordAsync(size, cancellationToken);
        if (expired > 0)
        {
            Log.Swept(logger, expired, size.Entries, size.Bytes / 1024);
        }

        return expired;
    }

    /// <summary>The size at the last sweep; null before the first.</summary>
    internal async Task<TmdbCacheSize?> SizeAsync(CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(NotePartition, NoteRow, cancellationToken: cancellationToken);
        return found.HasValue && found.Value!.GetInt32(nameof(TmdbCacheSize.Entries)) is { } entries
            ? new TmdbCacheSize(
                entries, found.Value.GetInt64(nameof(TmdbCacheSize.Bytes)) ?? 0, found.Value.GetInt32(nameof(TmdbCacheSize.FullRows)) ?? 0,
                found.Value.GetBoolean(nameof(TmdbCacheSize.IsInAzurite)) ?? false)
            : null;
    }

    /// <summary>Claims a sweep if the last one began long enough ago; true for one instance only.</summary>
    private async Task<bool> TryBeginSweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(NotePartition, NoteRow, cancellationToken: cancellationToken);
        if (found.HasValue && found.Value!.GetDateTimeOffset(SweptAt) is { } sweptAt && WrittenTime.IsWithin(sweptAt, now, BetweenSweeps))
        {
            return false;
        }

        var entity = found.HasValue ? found.Value! : new TableEntity(NotePartition, NoteRow);
        entity[SweptAt] = now;
        return await table.TryWriteAsync(entity, entity.ETag, cancellationToken) is not null;
    }

    private async Task RecordAsync(TmdbCacheSize size, CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        await table.UpsertEntityAsync(
            new TableEntity(NotePartition, NoteRow)
            {
                [nameof(TmdbCacheSize.Entries)] = size.Entries,
                [nameof(TmdbCacheSize.Bytes)] = size.Bytes,
                [nameof(TmdbCacheSize.FullRows)] = size.FullRows,
                [nameof(TmdbCacheSize.IsInAzurite)] = size.IsInAzurite,
            },
            TableUpdateMode.Merge,
            cancellationToken);
    }

    /// <summary>The bytes written; null if another writer changed the row meanwhile.</summary>
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
