using System.Reflection;
using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Keeps the records of the runs, newest first, and the sweep's cursor in one table.</summary>
public sealed class SweepRuns(TableServiceClient tables, string tableName = StorageNames.SweepsTable)
{
    private const string CursorPartition = "cursor";
    private const string CursorRow = "sweep";

    // A text property holds 32 Ki characters.
    private const int LargestText = 30_000;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>What a table holds as it is: all that is written but the part, which is the partition, and the groups.</summary>
    private static readonly PropertyInfo[] Columns =
        [.. typeof(SweepRun).GetProperties().Where(property => property.CanWrite && property.Name is not (nameof(SweepRun.Part) or nameof(SweepRun.Groups)))];

    private readonly NewestFirstRows rows = new(new StorageTable(tables, tableName));

    /// <summary>The last runs over a part, newest first.</summary>
    public async Task<IReadOnlyList<SweepRun>> LastAsync(SweepPart part, int max, CancellationToken cancellationToken) =>
        await rows.ReadAsync(Partition(part), since: null, until: null, max, columns: null, cancellationToken).Select(row => Read(row, part)).ToListAsync(cancellationToken);

    /// <summary>Adds a run, and removes up to a hundred older than 30 days of the same part.</summary>
    internal async Task AddAsync(SweepRun run, CancellationToken cancellationToken)
    {
        await rows.TryAddAsync(Write(run), cancellationToken);
        await rows.RemoveOldAsync(Partition(run.Part), run.StartedAt - Retention, cancellationToken);
    }

    internal async Task<SweepCursor> ReadCursorAsync(CancellationToken cancellationToken)
    {
        var client = await rows.Table.OpenAsync(cancellationToken);
        var row = await client.GetEntityIfExistsAsync<TableEntity>(CursorPartition, CursorRow, cancellationToken: cancellationToken);
        return !row.HasValue ? SweepCursor.Start : new SweepCursor
        {
            JobsAfter = row.Value!.GetString(nameof(SweepCursor.JobsAfter)) is { } place ? TableBlocks.Parse(place) : SweepCursor.Start.JobsAfter,
            ContentsBlock = row.Value.GetInt64(nameof(SweepCursor.ContentsBlock)) ?? 0,
            LastTmdbError = row.Value.GetDateTimeOffset(nameof(SweepCursor.LastTmdbError)) ?? DateTimeOffset.UnixEpoch,
            TorrentsAfter = row.Value.GetString(nameof(SweepCursor.TorrentsAfter)) ?? "",
            Unreadable = ReadCount(row.Value, nameof(SweepCursor.Unreadable)),
            Orphans = ReadCount(row.Value, nameof(SweepCursor.Orphans)),
        };
    }

    // Not guarded: after two concurrent sweeps the next one only examines some rows twice, or starts again.
    internal async Task SaveCursorAsync(SweepCursor cursor, CancellationToken cancellationToken)
    {
        var client = await rows.Table.OpenAsync(cancellationToken);
        var row = new TableEntity(CursorPartition, CursorRow)
        {
            [nameof(SweepCursor.JobsAfter)] = cursor.JobsAfter.ToString(),
            [nameof(SweepCursor.ContentsBlock)] = cursor.ContentsBlock,
            [nameof(SweepCursor.LastTmdbError)] = cursor.LastTmdbError,
            [nameof(SweepCursor.TorrentsAfter)] = cursor.TorrentsAfter,
        };
        WriteCount(row, nameof(SweepCursor.Unreadable), cursor.Unreadable);
        WriteCount(row, nameof(SweepCursor.Orphans), cursor.Orphans);
        await client.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private static string Partition(SweepPart part) => part == SweepPart.Queue ? "run" : "own";

    private static WalkCount ReadCount(TableEntity row, string name) => new(row.GetInt64(name) ?? 0, row.GetInt64(name + nameof(WalkCount.LastWalk)) ?? 0);

    private static void WriteCount(TableEntity row, string name, WalkCount count) =>
        (row[name], row[name + nameof(WalkCount.LastWalk)]) = (count.SoFar, count.LastWalk);

    private static TableEntity Write(SweepRun run)
    {
        var groups = JsonSerializer.Serialize(run.Groups, StoredJson.Default.IReadOnlyListSweepGroup);
        if (groups.Length > LargestText)
        {
            groups = JsonSerializer.Serialize([.. run.Groups.Select(group => group with { Samples = [] })], StoredJson.Default.IReadOnlyListSweepGroup);
        }

        // Two runs may start in the same tick.
        var row = new TableEntity(Partition(run.Part), $"{NewestFirstRows.KeyOf(run.StartedAt)}-{Guid.NewGuid():N}") { [nameof(SweepRun.Groups)] = groups };
        foreach (var column in Columns)
        {
            row[column.Name] = column.GetValue(run);
        }

        return row;
    }

    private static SweepRun Read(TableEntity row, SweepPart part)
    {
        var run = Activator.CreateInstance<SweepRun>();
        foreach (var column in Columns.Where(column => row.ContainsKey(column.Name)))
        {
            column.SetValue(run, row[column.Name]);
        }

        return run with { Part = part, Groups = JsonSerializer.Deserialize(row.GetString(nameof(SweepRun.Groups)), StoredJson.Default.IReadOnlyListSweepGroup)! };
    }
}
