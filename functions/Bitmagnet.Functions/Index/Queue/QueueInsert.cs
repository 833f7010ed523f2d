namespace Bitmagnet.Functions.Index.Queue;

/// <summary>Puts jobs in bitmagnet's queues (bitmagnet contract §2).</summary>
internal static class QueueInsert
{
    /// <summary>
    /// Inserts jobs that are due at once, or finds equal ones there. The conflict has no target, since naming the index fails below
    /// schema 19; in fingerprint order, so that two writers never wait for each other in a ring. The interval is a literal, since
    /// bitmagnet reads hours only (§1).
    /// </summary>
    /// <remarks>
    /// Two things spare the database work: ids in order of time lie together in the two indexes on id, and a row created before
    /// it is due is not announced to a channel that nobody listens to (bitmagnet contract §1); bitmagnet polls.
    /// </remarks>
    public static NpgsqlCommand Command(NpgsqlConnection connection, IndexSchema schema, IEnumerable<NewQueueJob> jobs, DateTimeOffset now)
    {
        var priority = schema.HasPriority ? ", priority" : "";
        var rows = jobs.OrderBy(job => job.Fingerprint, StringComparer.Ordinal).ToArray();

        // There the index would let a job in beside an equal one in retry, and make a twin of it.
        var isNotQueued = schema.FingerprintIndex == FingerprintIndex.FingerprintAndStatus
            ? "WHERE NOT EXISTS (SELECT FROM queue_jobs t WHERE t.fingerprint = made.fingerprint AND t.status IN ('pending', 'retry'))"
            : "";
        return connection.Command(
            $"""
            INSERT INTO queue_jobs (id, fingerprint, queue, status, payload, max_retries, run_after, archival_duration, created_at{priority})
            SELECT id, fingerprint, queue, 'pending'::queue_job_status, payload, max_retries, $7, '168:00:00'::interval, $7 - interval '1 microsecond'{priority}
            FROM unnest($1, $2, $3, $4, $5, $6) AS made (id, fingerprint, queue, payload, max_retries, priority)
            {isNotQueued}
            ON CONFLICT DO NOTHING
            """,
            rows.Select(_ => Guid.CreateVersion7(now).ToString()).ToArray(),
            rows.Select(job => job.Fingerprint).ToArray(),
            rows.Select(job => job.Queue).ToArray(),
            SqlCommands.Json([.. rows.Select(job => job.Payload)]),
            rows.Select(job => job.MaxRetries).ToArray(),
            rows.Select(job => job.Priority).ToArray(),
            now);
    }
}
