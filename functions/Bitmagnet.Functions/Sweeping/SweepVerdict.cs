namespace Bitmagnet.Functions.Sweeping;

/// <summary>The decision about one row of queue_jobs.</summary>
public enum SweepVerdict
{
    /// <summary>Not touched.</summary>
    Leave,

    /// <summary>Only its archival_duration is made readable; rows with another verdict are repaired on the way.</summary>
    Repair,

    /// <summary>Back to pending, due now.</summary>
    Release,

    /// <summary>An equal pending job exists: the row goes, since its work is queued already.</summary>
    RemoveTwin,

    /// <summary>A job with outside services off is put in its place; the row is finished as processed.</summary>
    Offload,

    /// <summary>Deleted.</summary>
    Purge,
}
