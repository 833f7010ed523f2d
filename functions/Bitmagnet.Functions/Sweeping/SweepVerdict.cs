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

    /// <summary>Back to pending, due now, with outside services off.</summary>
    Offload,

    /// <summary>Deleted.</summary>
    Purge,

    /// <summary>Not touched, since it holds a value that cannot be read.</summary>
    Unreadable,
}
