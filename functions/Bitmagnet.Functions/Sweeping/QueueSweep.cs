using System.Data;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Index.Queue;
using Npgsql;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// One batch of the walk over queue_jobs: read and lock, decide, change, commit. Rows that bitmagnet or another sweep holds
/// are passed over; what the unique index or a lock refuses is refused for that row alone. As hardly any batch meets one, each is
/// tried whole first, and again with care where it is refused.
/// </summary>
internal sealed class QueueSweep(NpgsqlDataSource dataSource, IndexSchema schema, SweepOptions options, SweepTally tally, TimeProvider clock)
{
    // A job may hold one torrent or a hundred, on any machine: what a batch of so many rows takes is only known once it is done.
    private static readonly TimeSpan TooLong = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private const int SmallestBatch = 50;
    private const int FirstBatch = 250;

    private const int HashesPerStatement = 5_000;
    private const string Savepoint = "sweep";

    // Waiting for a row that somebody inserts is worth a moment, not bitmagnet's ten minutes; less than deadlock_timeout, so that
    // a ring of locks is broken here and never costs a worker its job. The GIN index on (queue, payload) collects what is inserted
    // and sorts it in all at once, by default 4 MB in one statement: in smaller lots no statement stands out.
    // A commit lost in a crash of the server is swept again, so none waits for the disk.
    private const string Bounds =
        "SET LOCAL lock_timeout = '100ms'; SET LOCAL gin_pending_list_limit = '1MB'; SET LOCAL synchronous_commit = off";

    private readonly QueueStatements statements = new(schema);

    // Of all connections that sweep at once: they share the server.
    private int batchSize = Math.Min(FirstBatch, options.BatchSize);

    /// <summary>Sweeps one batch.</summary>
    /// <returns>Where the next batch starts.</returns>
    public async Task<NpgsqlTid> SweepBatchAsync(SweepWindow window, bool isDryRun, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var (started, most) = (clock.GetTimestamp(), batchSize);
        var (rows, last) = await TrySweepAsync(connection, window, most, isDryRun, withCare: false, cancellationToken)
            ?? (await TrySweepAsync(connection, window, most, isDryRun, withCare: true, cancellationToken))!.Value;
        batchSize = NextSize(most, rows, clock.GetElapsedTime(started));
        // A row that was moved while it was being locked is read at its new place, which may lie anywhere.
        return rows == most && last.BlockNumber < window.End.BlockNumber ? last : window.End;
    }

    // One transaction. Null: refused and rolled back, nothing counted; never with care.
    private async Task<(int Rows, NpgsqlTid Last)?> TrySweepAsync(
        NpgsqlConnection connection, SweepWindow window, int most, bool isDryRun, bool withCare, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await ExecuteAsync(new NpgsqlCommand(Bounds, connection), cancellationToken);
        var (jobs, last) = await ReadAsync(connection, window, most, isDryRun, cancellationToken);
        var decisions = jobs.ConvertAll(job => SweepDecision.Of(job, options, window.Now));
        var changes = isDryRun ? [] : decisions.FindAll(decision => decision.Verdict != SweepVerdict.Leave);
        var changed = 0;
        if (withCare)
        {
            changed = await ChangeWithCareAsync(connection, transaction, changes, window.Now, cancellationToken);
        }
        else
        {
            try
            {
                changed = await ChangeAsync(connection, changes, window.Now, withCare: false, cancellationToken);
            }
            catch (PostgresException error) when (IsConflict(error))
            {
                return null;
            }
        }

        tally.Decided(decisions, window.Now);
        tally.Changed(changed);
        await transaction.CommitAsync(cancellationToken);
        return (jobs.Count, last);
    }

    private int NextSize(int most, int rows, TimeSpan took) => Math.Min(
        options.BatchSize,
        took > TooLong ? Math.Max(rows / 2, SmallestBatch) : took < Short ? most * 2 : most);

    private async Task<(List<QueueJob> Jobs, NpgsqlTid Last)> ReadAsync(
        NpgsqlConnection connection, SweepWindow window, int rows, bool isDryRun, CancellationToken cancellationToken)
    {
        var jobs = new List<QueueJob>();
        var last = window.After;
        await using (var command = statements.Read(connection, window, options, rows, isDryRun))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                last = reader.GetFieldValue<NpgsqlTid>(0);
                jobs.Add(new QueueJob
                {
                    Place = last,
                    Id = reader.GetString(1),
                    Queue = reader.GetString(2),
                    Status = Enum.Parse<QueueJobStatus>(reader.GetString(3), ignoreCase: true),
                    Payload = reader.GetString(4),
                    RunAfter = reader.GetFieldValue<DateTimeOffset>(5),
                    RanAt = reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
                    Error = reader.IsDBNull(7) ? null : reader.GetString(7),
                    HasPendingTwin = reader.GetBoolean(8),
                    HasUnreadableArchival = reader.GetBoolean(9),
                    MaxRetries = reader.GetInt32(10),
                    Priority = reader.GetInt32(11),
                });
            }
        }

        await FindInvisibleAsync(connection, jobs, cancellationToken);
        return (jobs, last);
    }

    private static async Task FindInvisibleAsync(NpgsqlConnection connection, List<QueueJob> jobs, CancellationToken cancellationToken)
    {
        var failed = new List<(int Index, IReadOnlyList<InfoHash> InfoHashes)>();
        for (var i = 0; i < jobs.Count; i++)
        {
            if (jobs[i] is { Status: QueueJobStatus.Failed, Queue: QueueNames.ProcessTorrent }
                && ProcessTorrentPayload.TryParse(jobs[i].Payload) is { Flags.AreApisDisabled: false } payload)
            {
                failed.Add((i, payload.InfoHashes));
            }
        }

        var invisible = new HashSet<InfoHash>();
        foreach (var chunk in failed.SelectMany(job => job.InfoHashes).Distinct().Chunk(HashesPerStatement))
        {
            await using var command = QueueStatements.Invisible(connection, [.. chunk.Select(infoHash => infoHash.ToBytes())]);
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

    // What is refused is halved down to the row at fault: few statements for few conflicts, so that the transaction stays short.
    // The locks taken by the read survive a rollback to the savepoint.
    private async Task<int> ChangeWithCareAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<SweepDecision> decisions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(Savepoint, cancellationToken);
        try
        {
            var changed = await ChangeAsync(connection, decisions, now, withCare: true, cancellationToken);
            await transaction.ReleaseAsync(Savepoint, cancellationToken);
            return changed;
        }
        catch (PostgresException error) when (IsConflict(error))
        {
            await transaction.RollbackAsync(Savepoint, cancellationToken);
        }

        if (decisions is [_])
        {
            tally.Refused();
            return 0;
        }

        var half = decisions.Count / 2;
        return await ChangeWithCareAsync(connection, transaction, decisions[..half], now, cancellationToken)
            + await ChangeWithCareAsync(connection, transaction, decisions[half..], now, cancellationToken);
    }

    // Deletions first: a job that is to go must not pass for an equal one that an offloaded job finds queued.
    private async Task<int> ChangeAsync(
        NpgsqlConnection connection, List<SweepDecision> decisions, DateTimeOffset now, bool withCare, CancellationToken cancellationToken)
    {
        var (repair, delete, release) = (Places(SweepVerdict.Repair), Places(SweepVerdict.RemoveTwin, SweepVerdict.Purge), Places(SweepVerdict.Release));
        var offload = decisions.FindAll(decision => decision.Verdict == SweepVerdict.Offload);
        var anyUnreadable = decisions.Exists(decision => decision.Job.HasUnreadableArchival);
        var changed = repair.Length == 0 ? 0 : await ExecuteAsync(QueueStatements.Repair(connection, repair), cancellationToken);
        changed += delete.Length == 0 ? 0 : await ExecuteAsync(QueueStatements.Delete(connection, delete), cancellationToken);
        changed += release.Length == 0 ? 0 : await ExecuteAsync(QueueStatements.Release(connection, release, now, anyUnreadable), cancellationToken);
        if (offload.Count > 0)
        {
            await ExecuteAsync(statements.InsertOffloaded(connection, offload, now, findsEqual: withCare), cancellationToken);
            changed += await ExecuteAsync(QueueStatements.Finish(connection, Places(SweepVerdict.Offload), now, anyUnreadable), cancellationToken);
        }

        return changed;

        NpgsqlTid[] Places(params SweepVerdict[] verdicts) =>
            [.. decisions.Where(decision => verdicts.Contains(decision.Verdict)).Select(decision => decision.Job.Place)];
    }

    private static async Task<int> ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static bool IsConflict(PostgresException error) => error.SqlState
        is PostgresErrorCodes.UniqueViolation
        or PostgresErrorCodes.SerializationFailure
        or PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.LockNotAvailable;
}
