using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Index.Queue;
using Npgsql;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// The SQL of the sweep over queue_jobs. Every statement is bounded by a range of blocks or a list of rows already locked,
/// so that none depends on the planner's statistics, which lag behind while a million rows change. A row that is locked keeps its
/// place (ctid), so the changes go there without an index.
/// </summary>
internal sealed class QueueStatements(IndexSchema schema)
{
    // Hours, minutes and seconds only: anything else stalls bitmagnet's pick (bitmagnet contract §1).
    private const string Unreadable =
        "(date_part('day', j.archival_duration) <> 0 OR date_part('month', j.archival_duration) <> 0 OR date_part('year', j.archival_duration) <> 0)";

    // A readable value stays exactly as it is.
    private const string MakeReadable =
        $"archival_duration = CASE WHEN {Unreadable} THEN make_interval(secs => round(extract(epoch FROM j.archival_duration))::float8) ELSE j.archival_duration END";

    // Below schema 19 the index is on (fingerprint, status), so a pending row may equal one in retry (bitmagnet contract §2).
    private readonly bool twinsArePossible = schema.FingerprintIndex == FingerprintIndex.FingerprintAndStatus;

    private string HasTwin => twinsArePossible
        ? "(j.status = 'retry' AND EXISTS (SELECT FROM queue_jobs t WHERE t.fingerprint = j.fingerprint AND t.status = 'pending'))"
        : "false";

    /// <summary>Reads, and unless <paramref name="isDryRun"/> locks, the rows of a window that a decision may touch, in the order they lie.</summary>
    public NpgsqlCommand Read(NpgsqlConnection connection, SweepWindow window, SweepOptions options, int rows, bool isDryRun) => new(
        $"""
        SELECT j.ctid, j.id, j.queue, j.status::text, j.payload::text, j.run_after, j.ran_at, j.error, {HasTwin}, {Unreadable},
               j.max_retries, {(schema.HasPriority ? "j.priority" : "0")}
        FROM queue_jobs j
        WHERE j.ctid > $1 AND j.ctid < $2
          AND j.queue IN ('process_torrent', 'process_torrent_batch') AND j.deadline IS NULL
          AND (j.status = 'retry' AND (j.run_after <= $3 OR {HasTwin})
            OR j.status = 'failed' AND j.queue = 'process_torrent' AND j.ran_at >= $4
            OR j.status IN ('pending', 'retry', 'failed') AND {Unreadable})
        LIMIT $5 {(isDryRun ? "" : "FOR UPDATE OF j SKIP LOCKED")}
        """,
        connection)
    {
        Parameters =
        {
            TableBlocks.Parameter(window.After),
            TableBlocks.Parameter(window.End),
            new() { Value = window.Now - options.StaleAfter },
            new() { Value = window.Now - options.FailedWithin },
            new() { Value = rows },
        },
    };

    /// <summary>Of some torrents, those that exist and have no torrent_contents row.</summary>
    public static NpgsqlCommand Invisible(NpgsqlConnection connection, byte[][] infoHashes) => new(
        """
        SELECT t.info_hash FROM unnest($1) AS asked (info_hash) JOIN torrents t USING (info_hash)
        WHERE NOT EXISTS (SELECT FROM torrent_contents c WHERE c.info_hash = t.info_hash)
        """,
        connection)
    {
        Parameters = { new() { Value = infoHashes, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea } },
    };

    /// <summary>Makes archival_duration readable; the duration itself stays.</summary>
    public static NpgsqlCommand Repair(NpgsqlConnection connection, NpgsqlTid[] places) => new(
        $"UPDATE queue_jobs j SET {MakeReadable} WHERE ctid = ANY ($1) AND status IN ('pending', 'retry', 'failed')", connection)
    {
        Parameters = { TableBlocks.Parameter(places) },
    };

    /// <summary>Back to pending, due now, and readable.</summary>
    public static NpgsqlCommand Release(NpgsqlConnection connection, NpgsqlTid[] places, DateTimeOffset now, bool anyUnreadable) => new(
        $"""
        UPDATE queue_jobs j SET status = 'pending', retries = 0, run_after = $2{(anyUnreadable ? $", {MakeReadable}" : "")}
        WHERE ctid = ANY ($1) AND status = 'retry'
        """,
        connection)
    {
        Parameters = { TableBlocks.Parameter(places), new() { Value = now } },
    };

    /// <summary>Deletes rows in retry.</summary>
    public static NpgsqlCommand Delete(NpgsqlConnection connection, NpgsqlTid[] places) => new(
        "DELETE FROM queue_jobs WHERE ctid = ANY ($1) AND status = 'retry'", connection)
    {
        Parameters = { TableBlocks.Parameter(places) },
    };

    /// <summary>Puts the offloaded jobs in the queue; an equal one there is found, or refuses the statement.</summary>
    public NpgsqlCommand InsertOffloaded(NpgsqlConnection connection, IReadOnlyList<SweepDecision> decisions, DateTimeOffset now, bool findsEqual) => QueueInsert.Command(
        connection,
        schema,
        decisions.Select(decision => new NewQueueJob(
            decision.Offloaded!.Queue, decision.Offloaded.Payload, decision.Job.MaxRetries, decision.Job.Priority)),
        now,
        findsEqual);

    /// <summary>Finishes rows whose work is queued elsewhere: processed, with the reason before the old error, and readable.</summary>
    public static NpgsqlCommand Finish(NpgsqlConnection connection, NpgsqlTid[] places, DateTimeOffset now, bool anyUnreadable) => new(
        $"""
        UPDATE queue_jobs j SET status = 'processed', ran_at = $2{(anyUnreadable ? $", {MakeReadable}" : "")},
               error = 'offloaded: put back with apis_enabled=false by the sweep; ' || coalesce('it had failed with: ' || error, 'it had no error')
        WHERE ctid = ANY ($1) AND status IN ('retry', 'failed')
        """,
        connection)
    {
        Parameters = { TableBlocks.Parameter(places), new() { Value = now } },
    };
}
