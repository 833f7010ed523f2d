namespace Bitmagnet.Functions.JobActions;

/// <summary>What came of the request to run a job again.</summary>
public enum ReplayOutcome
{
    /// <summary>It was failed or deferred, and is pending now.</summary>
    Replayed,

    /// <summary>It was pending already: nothing was done.</summary>
    AlreadyPending,

    /// <summary>Its body is no job, so that there is nothing to run.</summary>
    NoJob,

    /// <summary>There is no such row: never was, or processed, or deleted.</summary>
    Missing,
}
