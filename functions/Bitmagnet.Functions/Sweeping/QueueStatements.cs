using Bitmagnet.Functions.Index;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// The SQL of the sweep over queue_jobs. A range of blocks or a list of locked rows bounds each statement, so none depends on the planner's
/// statistics, which lag while a million rows change. A locked row keeps its place (ctid), so changes need no index.
/// </summary>
internal sealed class QueueStatements(IndexSchema schema)
{
    /// <summary>How many characters of a payload are read: some 20,000 torrents, where bitmagnet's own jobs hold a hundred.</summary>
    public const int LongestPayload = 1_000_000;

    // A job holds up to a hundred torrents, each with an error of some hundred characters.
    private const int LongestError = 65_536;
    private const int LongestId = 200;

    // The range of .NET's times.
    private const string Earliest = "'0001-01-01 00:00:00+00'";
    private const string Latest = "'9999-12-31 00:00:00+00'";

    // Hours, minutes and seconds only: anything else stalls bitmagnet's pick (bitmagnet contract §1).
    private const string HasDays =
        "(date_part('day', j.archival_duration) <> 0 OR date_part('month', j.archival_duration) <> 0 OR date_part('year', j.archival_duration) <> 0)";

    // 292 years, the limit of Go's durations; an infinite interval (from PostgreSQL 17) exceeds it.
    private const string IsTooLong = "abs(extract(epoch FROM j.archival_duration)) > 9223372036";

    // A readable value stays exactly as it is.
    private const string Readable =
        $"CASE WHEN {HasDays} THEN make_interval(secs => round(extract(epoch FROM j.archival_duration))::float8) ELSE j.archival_duration END";

    // Values that the schema permits but that cannot be read.
    private const string Unreadable =
        $"""
        CASE WHEN j.run_after NOT BETWEEN {Earliest} AND {Latest} THEN 'run_after'
             WHEN j.ran_at NOT BETWEEN {Earliest} AND {Latest} THEN 'ran_at'
             WHEN {HasDays} AND {IsTooLong} THEN 'archival_duration' END
        """;

    // Below schema 19 the index is on (fingerprint, status), so a pending row may equal one in retry (bitmagnet contract §2).
    private readonly bool twinsArePossible = schema.FingerprintIndex == FingerprintIndex.FingerprintAndStatus;

    private string HasTwin => twinsArePossible
        ? "(j.status = 'retry' AND EXISTS (SELECT FROM queue_jobs t WHERE t.fingerprint = j.fingerprint AND t.status = 'pending'))"
        : "false";

    /// <summary>Reads the rows of a window that a decision may change, in physical order. Locks none, since most runs change few.</summary>
    public NpgsqlCommand Read(NpgsqlConnection connection, SweepWindow window, SweepOptions options, int rows) => connection.Command(
        $"""
        SELECT j.ctid, j.xmin, left(j.id, {LongestId}), j.queue, j.status::text, left(j.payload::text, {LongestPayload + 1}),
               CASE WHEN j.run_after BETWEEN {Earliest} AND {Latest} THEN j.run_after END,
               CASE WHEN j.ran_at BETWEEN {Earliest} AND {Latest} THEN j.ran_at END,
               left(j.error, {LongestError}), {HasTwin}, {HasDays}, {Unreadable}
        FROM queue_jobs j
        WHERE j.ctid > $1 AND j.ctid < $2
          AND j.queue IN ('process_torrent', 'process_torrent_batch') AND j.deadline IS NULL
          AND (j.status = 'retry' AND (j.run_after <= $3 OR {HasTwin})
            OR j.status = 'failed' AND j.queue = 'process_torrent' AND j.ran_at >= $4
            OR j.status IN ('pending', 'retry') AND j.run_after NOT BETWEEN {Earliest} AND {Latest}
            OR j.status IN ('pending', 'retry', 'failed') AND {HasDays})
        LIMIT $5
        """,
        TableBlocks.Parameter(window.After), TableBlocks.Parameter(window.End), window.Now - options.StaleAfter, window.Now - options.FailedWithin, rows);

    /// <summary>Selects the given torrents that exist and have no torrent_contents row.</summary>
    public static NpgsqlCommand Invisible(NpgsqlConnection connection, IEnumerable<InfoHash> infoHashes) => connection.Command(
        """
        SELECT t.info_hash FROM unnest($1) AS asked (info_hash) JOIN torrents t USING (info_hash)
        WHERE NOT EXISTS (SELECT FROM torrent_contents c WHERE c.info_hash = t.info_hash)
        """,
        infoHashes.Bytes());

    /// <summary>Locks the rows that nobody else holds, and returns their versions: a changed or replaced row has another version.</summary>
    public static NpgsqlCommand Lock(NpgsqlConnection connection, NpgsqlTid[] places) => connection.Command(
        "SELECT ctid, xmin FROM queue_jobs WHERE ctid = ANY ($1) FOR UPDATE SKIP LOCKED", TableBlocks.Parameter(places));

    /// <summary>Makes archival_duration readable without changing the duration.</summary>
    public static NpgsqlCommand Repair(NpgsqlConnection connection, NpgsqlTid[] places) => connection.Command(
        $"UPDATE queue_jobs j SET archival_duration = {Readable} WHERE ctid = ANY ($1)", TableBlocks.Parameter(places));

    /// <summary>Deletes rows.</summary>
    public static NpgsqlCommand Delete(NpgsqlConnection connection, NpgsqlTid[] places) => connection.Command(
        "DELETE FROM queue_jobs WHERE ctid = ANY ($1)", TableBlocks.Parameter(places));

    /// <summary>
    /// Puts rows back: pending, due now, readable, and with the given payload if any. Deletes a row whose equal is queued already. From
    /// schema 19 on a row in retry owns its fingerprint and is updated. Every other row is deleted and inserted again: an insert skips an
    /// equal job, while PostgreSQL would refuse an update and log the refusal.
    /// </summary>
    public IReadOnlyList<NpgsqlCommand> PutBack(NpgsqlConnection connection, IReadOnlyList<SweepDecision> decisions, DateTimeOffset now)
    {
        var parts = decisions.ToLookup(decision => twinsArePossible || decision.Offloaded is not null);
        var commands = new List<NpgsqlCommand>();
        if (parts[false].Any())
        {
            commands.Add(Release(connection, [.. parts[false].Select(decision => decision.Job.Place)], now));
        }

        if (parts[true].Any())
        {
            commands.Add(Move(connection, [.. parts[true]], now));
        }

        return commands;
    }

    private static NpgsqlCommand Release(NpgsqlConnection connection, NpgsqlTid[] places, DateTimeOffset now) => connection.Command(
        $"UPDATE queue_jobs j SET status = 'pending', retries = 0, run_after = $2, archival_duration = {Readable} WHERE ctid = ANY ($1)",
        TableBlocks.Parameter(places), now);

    // The conflict clause has no target, since naming the index fails below schema 19 (bitmagnet contract §2). Rows go in by fingerprint,
    // so two writers never deadlock. A row created before it is due is not announced to a channel that nobody listens to (§1).
    private NpgsqlCommand Move(NpgsqlConnection connection, SweepDecision[] decisions, DateTimeOffset now)
    {
        var priority = schema.HasPriority ? ", priority" : "";

        // Below schema 19 the index would admit a job beside an equal one in retry, which makes a twin.
        var isNotInRetry = twinsArePossible
            ? "WHERE made_fingerprint IS NULL OR NOT EXISTS (SELECT FROM queue_jobs t WHERE t.fingerprint = made_fingerprint AND t.status = 'retry')"
            : "";
        return connection.Command(
            $"""
            WITH j AS (
              DELETE FROM queue_jobs q USING unnest($1::tid[], $2, $3) AS made (place, payload, fingerprint)
              WHERE q.ctid = made.place RETURNING q.*, made.payload AS made_payload, made.fingerprint AS made_fingerprint)
            INSERT INTO queue_jobs (id, fingerprint, queue, status, payload, max_retries, run_after, ran_at, error, archival_duration, created_at{priority})
            SELECT id, coalesce(made_fingerprint, fingerprint), queue, 'pending', coalesce(made_payload, payload), max_retries, $4, ran_at,
                   CASE WHEN made_payload IS NULL THEN error
                   ELSE 'offloaded: put back without TMDB by the sweep; ' || coalesce('it had failed with: ' || error, 'it had no error') END,
                   {Readable}, created_at{priority}
            FROM j {isNotInRetry}
            ORDER BY 2
            ON CONFLICT DO NOTHING
            """,
            TableBlocks.Parameter([.. decisions.Select(decision => decision.Job.Place)]),
            SqlCommands.Json([.. decisions.Select(decision => decision.Offloaded?.Payload)]),
            decisions.Select(decision => decision.Offloaded?.Fingerprint).ToArray(),
            now);
    }
}
