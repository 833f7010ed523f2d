using System.Data;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Index.Queue;
using Bitmagnet.Functions.Jobs;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// Runs one batch of the walk over queue_jobs: reads, decides, locks the rows to change, changes them and commits. Skips rows that
/// bitmagnet or another sweep holds or has changed meanwhile. Halves a batch that the database refuses, down to the row at fault, which
/// stays as it is.
/// </summary>
internal sealed class QueueSweep(NpgsqlDataSource dataSource, IndexSchema schema, SweepOptions options, SweepTally tally, TimeProvider clock)
{
    // A job holds one torrent or a hundred and machines differ, so only a finished batch tells how long one takes.
    private static readonly TimeSpan TooLong = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private const int SmallestBatch = 50;
    private const int FirstBatch = 250;

    // The most characters of payloads and errors in one batch, which bounds its memory.
    private const int MostText = 20_000_000;

    private const int HashesPerStatement = 5_000;

    // The lock time-out is a moment, not bitmagnet's ten minutes, and below deadlock_timeout, so a deadlock ends here and never costs a
    // worker its job. The GIN index on (queue, payload) collects inserts and sorts them in at once, by default 4 MB in one statement;
    // smaller lots keep every statement short. Commits do not wait for the disk: one lost in a crash of the server is swept again.
    private const string Bounds =
        "SET LOCAL lock_timeout = '100ms'; SET LOCAL gin_pending_list_limit = '1MB'; SET LOCAL synchronous_commit = off";

    private readonly QueueStatements statements = new(schema);

    private int batchSize = Math.Min(FirstBatch, options.BatchSize);

    /// <summary>Sweeps one batch.</summary>
    /// <returns>Where the next batch starts; the start of this one if it was refused and will be tried in parts.</returns>
    public async Task<NpgsqlTid> SweepBatchAsync(SweepWindow window, bool isDryRun, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var (started, most) = (clock.GetTimestamp(), batchSize);
        var (jobs, isFull) = await ReadAsync(connection, window, most, cancellationToken);
        var decisions = jobs.ConvertAll(job => SweepDecision.Of(job, options, window.Now));
        var changes = isDryRun ? [] : decisions.FindAll(decision => decision.IsChange);
        try
        {
            tally.Changed(changes.Count == 0 ? 0 : await ChangeAsync(connection, changes, window.Now, cancellationToken));
        }
        catch (PostgresException error) when (IsRefusal(error))
        {
            if (jobs.Count > 1)
            {
                batchSize = jobs.Count / 2;
                return window.After;
            }

            tally.Refused();
        }

        tally.Decided(decisions, window.Now);
        batchSize = NextSize(most, jobs.Count, clock.GetElapsedTime(started));
        return isFull ? jobs[^1].Place : window.End;
    }

    private int NextSize(int most, int rows, TimeSpan took) => Math.Min(
        options.BatchSize,
        took > TooLong ? Math.Max(rows / 2, Math.Min(most, SmallestBatch)) : took < Short ? most * 2 : most);

    private async Task<(List<QueueJob> Jobs, bool IsFull)> ReadAsync(
        NpgsqlConnection connection, SweepWindow window, int rows, CancellationToken cancellationToken)
    {
        var jobs = new List<QueueJob>();
        var text = 0L;
        await using (var command = statements.Read(connection, window, options, rows))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (text < MostText && await reader.ReadAsync(cancellationToken))
            {
                var job = Read(reader);
                text += job.Payload.Length + (job.Error?.Length ?? 0);
                jobs.Add(job);
            }
        }

        await FindInvisibleAsync(connection, jobs, cancellationToken);
        return (jobs, jobs.Count == rows || text >= MostText);
    }

    private static QueueJob Read(NpgsqlDataReader reader)
    {
        var payload = reader.GetString(5);
        return new QueueJob
        {
            Place = reader.GetFieldValue<NpgsqlTid>(0),
            Version = reader.GetFieldValue<uint>(1),
            Id = reader.GetString(2),
            Queue = reader.GetString(3),
            Status = Enum.Parse<JobStatus>(reader.GetString(4), ignoreCase: true),
            Payload = payload,
            RunAfter = reader.IsDBNull(6) ? default : reader.GetFieldValue<DateTimeOffset>(6),
            RanAt = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
            Error = reader.IsDBNull(8) ? null : reader.GetString(8),
            HasPendingTwin = reader.GetBoolean(9),
            HasUnreadableArchival = reader.GetBoolean(10),
            Unreadable = !reader.IsDBNull(11) ? reader.GetString(11) : payload.Length > QueueStatements.LongestPayload ? "payload" : null,
        };
    }

    private static async Task FindInvisibleAsync(NpgsqlConnection connection, List<QueueJob> jobs, CancellationToken cancellationToken)
    {
        var failed = new List<(int Index, IReadOnlyList<InfoHash> InfoHashes)>();
        for (var i = 0; i < jobs.Count; i++)
        {
            if (jobs[i] is { Status: JobStatus.Failed, Queue: QueueNames.ProcessTorrent, Unreadable: null }
                && ProcessTorrentPayload.TryParse(jobs[i].Payload) is { ClassifierFlags.AreApisDisabled: false } payload)
            {
                failed.Add((i, payload.InfoHashes));
            }
        }

        var invisible = new HashSet<InfoHash>();
        foreach (var chunk in failed.SelectMany(job => job.InfoHashes).Distinct().Chunk(HashesPerStatement))
        {
            await using var command = QueueStatements.Invisible(connection, chunk);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                invisible.Add(InfoHash.FromBytes(reader.GetFieldValue<byte[]>(0)));
            }
        }

        foreach (var (index, infoHashes) in failed)
        {
            jobs[index] = jobs[index] with { InvisibleTorrents = infoHashes.Where(invisible.Contains).ToHashSet() };
        }
    }

    // Deletions come first, so an offloaded job never finds an equal one queued that is about to be deleted.
    private async Task<int> ChangeAsync(NpgsqlConnection connection, List<SweepDecision> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await ExecuteAsync(connection.Command(Bounds), cancellationToken);
        var free = await LockAsync(connection, changes, cancellationToken);
        var commands = new List<NpgsqlCommand>();
        if (Of(SweepVerdict.RemoveTwin, SweepVerdict.Purge) is { Count: > 0 } gone)
        {
            commands.Add(QueueStatements.Delete(connection, Places(gone)));
        }

        if (Of(SweepVerdict.Repair) is { Count: > 0 } broken)
        {
            commands.Add(QueueStatements.Repair(connection, Places(broken)));
        }

        commands.AddRange(statements.PutBack(connection, Of(SweepVerdict.Release, SweepVerdict.Offload), now));
        foreach (var command in commands)
        {
            await ExecuteAsync(command, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return free.Count;

        List<SweepDecision> Of(params SweepVerdict[] verdicts) => free.FindAll(decision => verdicts.Contains(decision.Verdict));
    }

    private static async Task<List<SweepDecision>> LockAsync(NpgsqlConnection connection, List<SweepDecision> changes, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<NpgsqlTid, uint>(changes.Count);
        await using var command = QueueStatements.Lock(connection, Places(changes));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            versions[reader.GetFieldValue<NpgsqlTid>(0)] = reader.GetFieldValue<uint>(1);
        }

        return changes.FindAll(change => versions.TryGetValue(change.Job.Place, out var version) && version == change.Job.Version);
    }

    private static NpgsqlTid[] Places(IEnumerable<SweepDecision> decisions) => [.. decisions.Select(decision => decision.Job.Place)];

    private static async Task ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // Locks and deadlocks, and values, constraints, limits and triggers that refuse a row. Any other error concerns the server.
    private static bool IsRefusal(PostgresException error) =>
        error.SqlState[..2] is "22" or "23" or "40" or "54" or "P0" || error.SqlState == PostgresErrorCodes.LockNotAvailable;
}

/// <summary>A range of blocks of queue_jobs, and the time for its decisions.</summary>
/// <param name="After">A row's place (ctid), exclusive.</param>
/// <param name="End">A row's place, exclusive.</param>
/// <param name="Now">The time.</param>
internal sealed record SweepWindow(NpgsqlTid After, NpgsqlTid End, DateTimeOffset Now);
