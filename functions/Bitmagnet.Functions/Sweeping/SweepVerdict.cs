namespace Bitmagnet.Functions.Sweeping;

/// <summary>The decision about one row of queue_jobs.</summary>
public enum SweepVerdict
{
    /// <summary>Not touched.</summary>
    Leave,

    /// <summary>Made readable: only its archival_duration changes. Rows with another verdict are repaired as well.</summary>
    Repair,

    /// <summary>Back to pending, due now.</summary>
    Release,

    /// <summary>Deleted, since an equal pending job exists.</summary>
    RemoveTwin,

    /// <summary>Back to pending, due now, with outside services off.</summary>
    Offload,

    /// <summary>Deleted.</summary>
    Purge,

    /// <summary>Not touched, since a value cannot be read.</summary>
    Unreadable,
}
