using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.JobActions;

/// <summary>A job in a list.</summary>
public record JobView
{
    /// <summary>Copies a row of the ledger.</summary>
    public JobView(JobRecord job)
    {
        (Id, Status, Reason, Error) = (job.Id, job.Status, job.Reason, job.Error);
        (Torrents, Attempts, Deferrals) = (job.InfoHashes.Count, job.Attempts, job.Deferrals);
        (RunAfter, CreatedAt, UpdatedAt) = (job.RunAfter, job.CreatedAt, job.UpdatedAt);
    }

    /// <summary>The job's id.</summary>
    public string Id { get; }

    /// <summary>pending, retry or failed.</summary>
    public JobStatus Status { get; }

    /// <summary>A stable code.</summary>
    public string? Reason { get; }

    /// <summary>In words.</summary>
    public string? Error { get; }

    /// <summary>Torrents still to do.</summary>
    public int Torrents { get; }

    /// <summary>Attempts that failed by themselves; null: unknown, since none left a note.</summary>
    public int? Attempts { get; }

    /// <summary>How often the job was put back.</summary>
    public int Deferrals { get; }

    /// <summary>When a deferred job is due.</summary>
    public DateTimeOffset? RunAfter { get; }

    /// <summary>When the job was made.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When its row last changed.</summary>
    public DateTimeOffset UpdatedAt { get; }
}
