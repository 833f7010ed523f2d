using System.Data;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Index.Queue;
using Npgsql;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// One batch of the walk over queue_jobs: read and lock, decide, change, commit. Rows that bitmagnet or another sweep holds
/// are passed over; what the unique index or a lock refuses is refused for that row alone.
/// </summary>
internal sealed class QueueSweep(NpgsqlDataSource dataSource, IndexSchema schema, SweepOptions options, SweepTally tally)
{
    private const int HashesPerStatement = 5_000;
    private const string Savepoint = "sweep";

    private readonly QueueStatements statements = new(schema);

    /// <summary>The last id of the window after <paramref name="after"/>, or null where the table ends in it.</summary>
    public async Task<string?> WindowEndAsync(string after, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = QueueStatements.WindowEnd(connection, after);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Sweeps one batch.</summary>
    /// <returns>Where the next batch starts; null where the window has no more rows.</returns>
    public async Task<string?> SweepBatchAsync(SweepWindow window, bool isDryRun, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        // Waiting for a row that somebody inserts is worth half a second, not bitmagnet's ten minutes.
        await ExecuteAsync(new NpgsqlCommand("SET LOCAL lock_timeout = '500ms'", connection), cancellationToken);
        var jobs = await ReadAsync(connection, window, isDryRun, cancellationToken);
        var decisions = jobs.ConvertAll(job => SweepDecision.Of(job, options, window.Now));
        tally.Decided(decisions, window.Now);
        if (!isDryRun && decisions.Exists(decision => decision.Verdict != SweepVerdict.Leave))
        {
            await ApplyAsync(connection, transaction, decisions, window.Now, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return jobs.Count == options.BatchSize ? jobs[^1].Id : null;
    }

    private async Task<List<QueueJob>> ReadAsync(
        NpgsqlConnection connection, SweepWindow window, bool isDryRun, CancellationToken cancellationToken)
    {
        var jobs = new List<QueueJob>();
        await using (var command = statements.Read(connection, window, options, isDryRun))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                jobs.Add(new QueueJob
                {
                    Id = reader.GetString(0),
                    Queue = reader.GetString(1),
                    Status = Enum.Parse<QueueJobStatus>(reader.GetString(2), ignoreCase: true),
                    Payload = reader.GetString(3),
                    RunAfter = reader.GetFieldValue<DateTimeOffset>(4),
                    RanAt = reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                    Error = reader.IsDBNull(6) ? null : reader.GetString(6),
                    HasPendingTwin = reader.GetBoolean(7),
                    HasUnreadableArchival = reader.GetBoolean(8),
                    MaxRetries = reader.GetInt32(9),
                    Priority = reader.GetInt32(10),
                });
            }
        }

        await FindInvisibleAsync(connection, jobs, cancellationToken);
        return jobs;
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

    private async Task ApplyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<SweepDecision> decisions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await TryApplyAsync(connection, transaction, decisions, now, cancellationToken))
        {
            return;
        }

        foreach (var decision in decisions.Where(decision => decision.Verdict != SweepVerdict.Leave))
        {
            if (!await TryApplyAsync(connection, transaction, [decision], now, cancellationToken))
            {
                tally.Refused(decision);
            }
        }
    }

    // All or none of them; the locks taken by the read survive a rollback to the savepoint.
    private async Task<bool> TryApplyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<SweepDecision> decisions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(Savepoint, cancellationToken);
        try
        {
            var changed = await ChangeAsync(connection, decisions, now, cancellationToken);
            await transaction.ReleaseAsync(Savepoint, cancellationToken);
            tally.Changed(changed);
            return true;
        }
        catch (PostgresException error) when (IsConflict(error))
        {
            await transaction.RollbackAsync(Savepoint, cancellationToken);
            return false;
        }
    }

    private async Task<int> ChangeAsync(
        NpgsqlConnection connection, List<SweepDecision> decisions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = 0;
        var unreadable = Ids(decisions.Where(decision => decision.Job.HasUnreadableArchival && decision.Verdict != SweepVerdict.Leave));
        if (unreadable.Length > 0)
        {
            await ExecuteAsync(QueueStatements.Repair(connection, unreadable), cancellationToken);
            changed += decisions.Count(decision => decision.Verdict == SweepVerdict.Repair);
        }

        foreach (var group in decisions.GroupBy(decision => decision.Verdict))
        {
            var ids = Ids(group);
            switch (group.Key)
            {
                case SweepVerdict.Release:
                    changed += await ExecuteAsync(QueueStatements.Release(connection, ids, now), cancellationToken);
                    break;
                case SweepVerdict.RemoveTwin or SweepVerdict.Purge:
                    changed += await ExecuteAsync(QueueStatements.Delete(connection, ids), cancellationToken);
                    break;
                case SweepVerdict.Offload:
                    await ExecuteAsync(statements.InsertOffloaded(connection, [.. group], now), cancellationToken);
                    changed += await ExecuteAsync(QueueStatements.Finish(connection, ids, now), cancellationToken);
                    break;
                default:
                    break;
            }
        }

        return changed;
    }

    private static string[] Ids(IEnumerable<SweepDecision> decisions) => [.. decisions.Select(decision => decision.Job.Id)];

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
