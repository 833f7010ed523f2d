namespace Bitmagnet.Functions.Jobs;

/// <summary>The state of a job of the ledger or of bitmagnet's queue_jobs, in bitmagnet's own words.</summary>
public enum JobStatus
{
    /// <summary>Waits for its first run; of the ledger: its message is in the queue, or about to be.</summary>
    Pending,

    /// <summary>Done. The ledger's row goes, or after a day where a person asked for the job; the counters stay.</summary>
    Processed,

    /// <summary>Waits for another run: deferred in the ledger, failed in bitmagnet's queue.</summary>
    Retry,

    /// <summary>Failed for good; of the ledger: poisoned, or refused as malformed, and needs attention.</summary>
    Failed,
}
