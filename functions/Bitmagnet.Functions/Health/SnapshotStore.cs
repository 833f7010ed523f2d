using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// Keeps the snapshots in their table: one a minute for 24 hours, and of those one a quarter of an hour for 30 days, each in a
/// partition of its own, newest first. So no range that is charted reads more than some thousand small rows.
/// </summary>
public sealed class SnapshotStore(TableServiceClient tables, TimeProvider clock)
{
    private const string SnapshotColumn = "Snapshot";

    private static readonly string[] PointColumns = [.. typeof(HealthPoint).GetProperties().Select(property => property.Name)];

    private static readonly Resolution Minutes = new("minute", TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
    private static readonly Resolution Quarters = new("quarter", TimeSpan.FromMinutes(15), TimeSpan.FromDays(30));

    private readonly NewestFirstRows rows = new(new StorageTable(tables, StorageNames.HealthTable));

    private sealed record Resolution(string Partition, TimeSpan Step, TimeSpan Retention);

    /// <summary>Stores a snapshot, and removes some of what is too old.</summary>
    /// <returns>False where this minute has one already.</returns>
    public async Task<bool> TryAddAsync(HealthSnapshot snapshot, CancellationToken cancellationToken)
    {
        var isAdded = await TryAddAsync(Minutes, snapshot, cancellationToken);
        await TryAddAsync(Quarters, snapshot, cancellationToken);
        await rows.RemoveOldAsync(Minutes.Partition, snapshot.At - Minutes.Retention, cancellationToken);
        await rows.RemoveOldAsync(Quarters.Partition, snapshot.At - Quarters.Retention, cancellationToken);
        return isAdded;
    }

    /// <summary>The newest snapshot, but of a wrong clock; null where there is none of the last 24 hours.</summary>
    public async Task<HealthSnapshot?> LatestAsync(CancellationToken cancellationToken)
    {
        var newest = await rows.ReadAsync(Minutes.Partition, since: null, clock.GetUtcNow() + WrittenTime.Skew, most: 1, [SnapshotColumn], cancellationToken)
            .FirstOrDefaultAsync(cancellationToken);
        return newest is null ? null : JsonSerializer.Deserialize(newest.GetString(SnapshotColumn), AnswerJson.Default.HealthSnapshot);
    }

    /// <summary>The points from a time on, oldest first: by the minute up to two hours, else by the quarter of an hour.</summary>
    public async Task<IReadOnlyList<HealthPoint>> PointsAsync(DateTimeOffset from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var resolution = now - from <= TimeSpan.FromHours(2) ? Minutes : Quarters;
        var points = await rows.ReadAsync(resolution.Partition, from, now + WrittenTime.Skew, int.MaxValue, PointColumns, cancellationToken).Select(Read).ToListAsync(cancellationToken);
        points.Reverse();
        return points;
    }

    private async Task<bool> TryAddAsync(Resolution resolution, HealthSnapshot snapshot, CancellationToken cancellationToken)
    {
        var step = resolution.Step.Ticks;
        var at = new DateTimeOffset(snapshot.At.UtcTicks / step * step, TimeSpan.Zero);
        return await rows.TryAddAsync(Write(new TableEntity(resolution.Partition, NewestFirstRows.KeyOf(at)), snapshot), cancellationToken);
    }

    private static TableEntity Write(TableEntity row, HealthSnapshot snapshot)
    {
        var point = HealthPoint.Of(snapshot);
        foreach (var property in typeof(HealthPoint).GetProperties())
        {
            row[property.Name] = property.GetValue(point);
        }

        row[SnapshotColumn] = JsonSerializer.Serialize(snapshot, AnswerJson.Default.HealthSnapshot);
        return row;
    }

    private static HealthPoint Read(TableEntity row)
    {
        return new HealthPoint(
            row.GetDateTimeOffset(nameof(HealthPoint.At))!.Value,
            Count(nameof(HealthPoint.QueuePending)), Count(nameof(HealthPoint.QueueProcessed)), Count(nameof(HealthPoint.QueueRetry)), Count(nameof(HealthPoint.QueueFailed)),
            Count(nameof(HealthPoint.LedgerPending)), Count(nameof(HealthPoint.LedgerProcessed)), Count(nameof(HealthPoint.LedgerRetry)), Count(nameof(HealthPoint.LedgerFailed)),
            Count(nameof(HealthPoint.Attached)), Count(nameof(HealthPoint.TmdbRequests)));

        long? Count(string column) => row.GetInt64(column);
    }
}
