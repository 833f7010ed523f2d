namespace Bitmagnet.Functions.Jobs;

/// <summary>A job's state; bitmagnet's own words, kept on purpose.</summary>
public enum JobStatus
{
    /// <summary>Its message is in the queue, or about to be.</summary>
    Pending,

    /// <summary>Done. The row goes, or after a day where a person asked for the job; the counters stay.</summary>
    Processed,

    /// <summary>Deferred: fed again when due.</summary>
    Retry,

    /// <summary>Poisoned, or refused as malformed: needs attention.</summary>
    Failed,
}
