namespace Bitmagnet.Functions.JobActions;

/// <summary>What came of the request to delete a job.</summary>
public enum DeleteOutcome
{
    /// <summary>Its row is gone.</summary>
    Deleted,

    /// <summary>Its message is in the queue and would bring the row back.</summary>
    Pending,

    /// <summary>There is no such row.</summary>
    Missing,
}
