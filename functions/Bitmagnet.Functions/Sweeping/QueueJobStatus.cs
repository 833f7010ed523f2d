namespace Bitmagnet.Functions.Sweeping;

/// <summary>bitmagnet's queue_job_status.</summary>
public enum QueueJobStatus
{
    /// <summary>Waits for its first run.</summary>
    Pending,

    /// <summary>Done.</summary>
    Processed,

    /// <summary>Failed, and waits for another run.</summary>
    Retry,

    /// <summary>Failed for good.</summary>
    Failed,
}
