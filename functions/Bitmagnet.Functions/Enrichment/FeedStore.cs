using Azure;
using Azure.Data.Tables;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Keeps the <see cref="FeedState"/> in its table.</summary>
public sealed class FeedStore(TableServiceClient tables, FeedReader reader)
{
    private const string Partition = "feed";
    private const string Row = "state";

    private readonly StorageTable table = new(tables, StorageNames.CursorsTable);

    /// <summary>Loads the state. On the very first start the cursor of new rows starts now and the backfill at the beginning.</summary>
    public async Task<FeedState> LoadAsync(CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var row = await client.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        if (!row.HasValue)
        {
            return new FeedState { Newest = reader.Newest() };
        }

        var entity = row.Value!;
        return new FeedState
        {
            Newest = FeedCursor.Parse(entity.GetString(nameof(FeedState.Newest))),
            Backfill = FeedCursor.Parse(entity.GetString(nameof(FeedState.Backfill))),
            BackfillEndedAt = entity.GetDateTimeOffset(nameof(FeedState.BackfillEndedAt)),
            FedWithoutTmdb = entity.GetBoolean(nameof(FeedState.FedWithoutTmdb)) ?? false,
            PassedOver = entity.GetBoolean(nameof(FeedState.PassedOver)) ?? false,
            PausedSince = entity.GetDateTimeOffset(nameof(FeedState.PausedSince)),
            Walk = entity.GetString(nameof(FeedState.Walk)) is { } walk ? JsonSerializer.Deserialize(walk, StoredJson.Default.FeedWalk) : null,
            ClaimedUntil = entity.GetDateTimeOffset(nameof(FeedState.ClaimedUntil)),
            ETag = entity.ETag.ToString(),
        };
    }

    /// <summary>Loads the state, changes it and stores it; again if another instance was faster.</summary>
    /// <returns>The state now, and whether the change made a difference.</returns>
    public async Task<(FeedState State, bool IsChanged)> ChangeAsync(Func<FeedState, FeedState> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await LoadAsync(cancellationToken);
            var next = change(state);
            if (next == state || await TrySaveAsync(next, cancellationToken) is not null)
            {
                return (next, next != state);
            }
        }
    }

    /// <summary>Stores the state if nobody has changed it since it was loaded.</summary>
    /// <returns>The state with its new version; null if another instance was faster, whose state stays.</returns>
    public async Task<FeedState?> TrySaveAsync(FeedState state, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var entity = new TableEntity(Partition, Row)
        {
            [nameof(FeedState.Newest)] = state.Newest.ToString(),
            [nameof(FeedState.Backfill)] = state.Backfill.ToString(),
            [nameof(FeedState.BackfillEndedAt)] = state.BackfillEndedAt,
            [nameof(FeedState.FedWithoutTmdb)] = state.FedWithoutTmdb,
            [nameof(FeedState.PassedOver)] = state.PassedOver,
            [nameof(FeedState.PausedSince)] = state.PausedSince,
            [nameof(FeedState.Walk)] = state.Walk is null ? null : JsonSerializer.Serialize(state.Walk, StoredJson.Default.FeedWalk),
            [nameof(FeedState.ClaimedUntil)] = state.ClaimedUntil,
        };
        return await client.TryWriteAsync(entity, state.ETag is { } read ? new ETag(read) : null, cancellationToken) is { } written
            ? state with { ETag = written.ToString() }
            : null;
    }
}
