using System.Text.Json;
using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Keeps the records of the runs, newest first, and the sweep's cursor in one table.</summary>
public sealed class SweepRuns
{
    private const string CursorPartition = "cursor";
    private const string CursorRow = "sweep";

    // A text property holds 32 Ki characters.
    private const int LargestText = 30_000;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private readonly StorageTable table;
    private readonly NewestFirstRows rows;

    /// <param name="tables">The storage account.</param>
    /// <param name="tableName">The table.</param>
    public SweepRuns(TableServiceClient tables, string tableName = StorageNames.SweepsTable)
    {
        table = new StorageTable(tables, tableName);
        rows = new NewestFirstRows(table);
    }

    /// <summary>The last runs over a part, newest first.</summary>
    public async Task<IReadOnlyList<SweepRun>> LastAsync(SweepPart part, int max, CancellationToken cancellationToken) =>
        await rows.ReadAsync(Partition(part), since: null, max, columns: null, cancellationToken).Select(row => Read(row, part)).ToListAsync(cancellationToken);

    /// <summary>Adds a run, and removes up to a hundred older than 30 days of the same part.</summary>
    internal async Task AddAsync(SweepRun run, CancellationToken cancellationToken)
    {
        await rows.TryAddAsync(Write(run), cancellationToken);
        await rows.RemoveOldAsync(Partition(run.Part), run.StartedAt - Retention, cancellationToken);
    }

    internal async Task<SweepCursor> ReadCursorAsync(CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
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
        var client = await table.OpenAsync(cancellationToken);
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
        var groups = JsonSerializer.Serialize(run.Groups);
        if (groups.Length > LargestText)
        {
            groups = JsonSerializer.Serialize(run.Groups.Select(group => group with { Samples = [] }));
        }

        // Two runs may start in the same tick.
        return new TableEntity(Partition(run.Part), $"{NewestFirstRows.KeyOf(run.StartedAt)}-{Guid.NewGuid():N}")
        {
            [nameof(SweepRun.StartedAt)] = run.StartedAt,
            [nameof(SweepRun.Seconds)] = run.Seconds,
            [nameof(SweepRun.IsDryRun)] = run.IsDryRun,
            [nameof(SweepRun.IsComplete)] = run.IsComplete,
            [nameof(SweepRun.Failure)] = run.Failure,
            [nameof(SweepRun.Seen)] = run.Seen,
            [nameof(SweepRun.Decided)] = run.Decided,
            [nameof(SweepRun.Changed)] = run.Changed,
            [nameof(SweepRun.Conflicts)] = run.Conflicts,
            [nameof(SweepRun.Unreadable)] = run.Unreadable,
            [nameof(SweepRun.UnreadableKnown)] = run.UnreadableKnown,
            [nameof(SweepRun.Orphans)] = run.Orphans,
            [nameof(SweepRun.OrphansKnown)] = run.OrphansKnown,
            [nameof(SweepRun.ShownTwice)] = run.ShownTwice,
            [nameof(SweepRun.Expired)] = run.Expired,
            [nameof(SweepRun.RecentTmdbErrors)] = run.RecentTmdbErrors,
            [nameof(SweepRun.LastTmdbError)] = run.LastTmdbError,
            [nameof(SweepRun.Groups)] = groups,
        };
    }

    private static SweepRun Read(TableEntity row, SweepPart part) => new()
    {
        Part = part,
        StartedAt = row.GetDateTimeOffset(nameof(SweepRun.StartedAt))!.Value,
        Seconds = row.GetDouble(nameof(SweepRun.Seconds))!.Value,
        IsDryRun = row.GetBoolean(nameof(SweepRun.IsDryRun))!.Value,
        IsComplete = row.GetBoolean(nameof(SweepRun.IsComplete))!.Value,
        Failure = row.GetString(nameof(SweepRun.Failure)),
        Seen = row.GetInt64(nameof(SweepRun.Seen))!.Value,
        Decided = row.GetInt64(nameof(SweepRun.Decided))!.Value,
        Changed = row.GetInt64(nameof(SweepRun.Changed))!.Value,
        Conflicts = row.GetInt64(nameof(SweepRun.Conflicts))!.Value,
        Unreadable = row.GetInt64(nameof(SweepRun.Unreadable)) ?? 0,
        UnreadableKnown = row.GetInt64(nameof(SweepRun.UnreadableKnown)) ?? 0,
        Orphans = row.GetInt64(nameof(SweepRun.Orphans)) ?? 0,
        OrphansKnown = row.GetInt64(nameof(SweepRun.OrphansKnown)) ?? 0,
        ShownTwice = row.GetInt64(nameof(SweepRun.ShownTwice))!.Value,
        Expired = row.GetInt64(nameof(SweepRun.Expired)) ?? 0,
        RecentTmdbErrors = row.GetInt64(nameof(SweepRun.RecentTmdbErrors))!.Value,
        LastTmdbError = row.GetDateTimeOffset(nameof(SweepRun.LastTmdbError)),
        Groups = JsonSerializer.Deserialize<List<SweepGroup>>(row.GetString(nameof(SweepRun.Groups)))!,
    };
}
