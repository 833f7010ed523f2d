using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.JobActions;

/// <summary>A job in a list: a row of the ledger as an answer shows it.</summary>
public class JobView(JobRecord job)
{
    /// <summary>The job's id.</summary>
    public string Id { get; } = job.Id;

    /// <summary>pending, retry or failed.</summary>
    public JobStatus Status { get; } = job.Status;

    /// <summary>A stable code.</summary>
    public string? Reason { get; } = job.Reason;

    /// <summary>In words.</summary>
    public string? Error { get; } = job.Error;

    /// <summary>Torrents still to do.</summary>
    public int Torrents { get; } = job.InfoHashes.Count;

    /// <summary>Attempts that failed by themselves; null: unknown, since none left a note.</summary>
    public int? Attempts { get; } = job.Attempts;

    /// <summary>How often the job was put back.</summary>
    public int Deferrals { get; } = job.Deferrals;

    /// <summary>When a deferred job is due.</summary>
    public DateTimeOffset? RunAfter { get; } = job.RunAfter;

    /// <summary>When the job was made.</summary>
    public DateTimeOffset CreatedAt { get; } = job.CreatedAt;

    /// <summary>When its row last changed.</summary>
    public DateTimeOffset UpdatedAt { get; } = job.UpdatedAt;
}
