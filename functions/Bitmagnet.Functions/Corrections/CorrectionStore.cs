using Azure;
using Azure.Data.Tables;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Corrections;

/// <summary>
/// Remembers what people said of torrents' matches. Rows are few, one for each torrent that somebody corrected; a write is guarded by the
/// row's version, so that the slower of two people is told so.
/// </summary>
public sealed class CorrectionStore(TableServiceClient tables, TimeProvider clock)
{
    /// <summary>How long what was taken off is known without asking: of one process at once, of another's request after so long.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private const string Partition = "torrent";
    private const string HasRejected = "HasRejected";

    private readonly StorageTable table = new(tables, StorageNames.CorrectionsTable);
    private Rejections remembered = new(null, 0);

    /// <summary>What was said of a torrent; null: nothing.</summary>
    public async Task<Correction?> GetAsync(InfoHash infoHash, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var row = await client.GetEntityIfExistsAsync<TableEntity>(Partition, infoHash.Hex, cancellationToken: cancellationToken);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>The content that people took off torrents, as it was at most <see cref="Memory"/> ago: no request for each job.</summary>
    public async Task<ILookup<InfoHash, ContentRef>> RejectedAsync(CancellationToken cancellationToken)
    {
        var before = remembered;
        if (before.All is { } known && clock.GetElapsedTime(before.ReadAt) < Memory)
        {
            return known;
        }

        var readAt = clock.GetTimestamp();
        var rejected = new List<(InfoHash InfoHash, ContentRef Content)>();
        var client = await table.OpenAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and HasRejected eq true");
        await foreach (var row in client.QueryAsync<TableEntity>(filter, 1000, cancellationToken: cancellationToken))
        {
            var correction = Read(row);
            rejected.AddRange(correction.State.Rejected.Select(content => (correction.InfoHash, content)));
        }

        var all = rejected.ToLookup(item => item.InfoHash, item => item.Content);
        Interlocked.CompareExchange(ref remembered, new Rejections(all, readAt), before); // not where a correction was saved meanwhile
        return all;
    }

    /// <summary>Stores a correction unless somebody else wrote since it was read; an empty one is removed.</summary>
    /// <returns>The row as it is now stored, without a version where it was removed; null where another was faster.</returns>
    public async Task<Correction?> TrySaveAsync(Correction correction, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var entity = new TableEntity(Partition, correction.InfoHash.Hex)
        {
            [nameof(Correction.State)] = JsonSerializer.Serialize(correction.State, StoredJson.Default.CorrectionState),
            [nameof(Correction.Before)] = correction.Before is null ? null : JsonSerializer.Serialize(correction.Before, StoredJson.Default.CorrectionBefore),
            [nameof(Correction.At)] = correction.At,
            [HasRejected] = correction.State.Rejected.Count > 0,
        };
        ETag? version = correction.ETag is { } read ? new ETag(read) : null;
        try
        {
            if (correction is { State.IsNone: true, Before: null })
            {
                return version is null || await GuardedWrites.TryAsync(() => client.DeleteEntityAsync(Partition, correction.InfoHash.Hex, version.Value, cancellationToken))
                    ? correction with { ETag = null }
                    : null;
            }

            return await client.TryWriteAsync(entity, version, cancellationToken) is { } written ? correction with { ETag = written.ToString() } : null;
        }
        finally
        {
            remembered = new Rejections(null, 0);
        }
    }

    private static Correction Read(TableEntity entity) => new(
        InfoHash.Parse(entity.RowKey),
        JsonSerializer.Deserialize(entity.GetString(nameof(Correction.State)), StoredJson.Default.CorrectionState)!,
        entity.GetString(nameof(Correction.Before)) is { } before ? JsonSerializer.Deserialize(before, StoredJson.Default.CorrectionBefore) : null,
        entity.GetDateTimeOffset(nameof(Correction.At)) ?? default,
        entity.ETag.ToString());

    /// <summary>What was read last.</summary>
    /// <param name="All">Null: nothing is known.</param>
    /// <param name="ReadAt">A timestamp of the clock.</param>
    private sealed record Rejections(ILookup<InfoHash, ContentRef>? All, long ReadAt);
}
