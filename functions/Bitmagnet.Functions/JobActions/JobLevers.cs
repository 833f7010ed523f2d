using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.JobActions;

/// <summary>
/// What a person can do with the ledger's jobs. Each is safe to repeat; a replay writes the row before it sends the message,
/// so that the sweep sends it where the replay is cut off in between.
/// </summary>
public sealed class JobLevers(JobLedger ledger, EnrichmentQueue queue, TimeProvider clock, ILogger<JobLevers> logger)
{
    /// <summary>Runs a failed or deferred job again, now.</summary>
    public async Task<ReplayOutcome> ReplayAsync(string id, CancellationToken cancellationToken)
    {
        while (await ledger.GetAsync(id, cancellationToken) is { } job)
        {
            if (job.Status == JobStatus.Pending)
            {
                return ReplayOutcome.AlreadyPending;
            }

            if (job.InfoHashes.Count == 0)
            {
                return ReplayOutcome.NoJob;
            }

            if (await TryMakePendingAsync(job, cancellationToken) is { } pending)
            {
                await SendAsync([pending], cancellationToken);
                return ReplayOutcome.Replayed;
            }
        }

        return ReplayOutcome.Missing;
    }

    /// <summary>Runs one page of a filter's failed or deferred jobs again, and says where the rest begins.</summary>
    /// <exception cref="FormatException">The continuation is not from an earlier answer.</exception>
    public async Task<ReplayBatch> ReplayAllAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        var page = await ledger.ListAsync(filter.Status, filter.Reason, filter.Continuation, filter.Limit, cancellationToken);
        var replayed = new List<JobRecord>(page.Jobs.Count);
        foreach (var job in page.Jobs.Where(job => job.InfoHashes.Count > 0))
        {
            if (await TryMakePendingAsync(job, cancellationToken) is { } pending)
            {
                replayed.Add(pending);
            }
        }

        await SendAsync(replayed, cancellationToken);
        return new ReplayBatch(filter.Reason, replayed.Count, page.Jobs.Count - replayed.Count, page.Continuation);
    }

    /// <summary>Deletes one page of a filter's failed, deferred or processed jobs, and says where the rest begins.</summary>
    /// <exception cref="FormatException">The continuation is not from an earlier answer.</exception>
    public async Task<DeletedBatch> DeleteAllAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        var page = await ledger.ListAsync(filter.Status, filter.Reason, filter.Continuation, filter.Limit, cancellationToken);
        var deleted = 0;
        foreach (var job in page.Jobs)
        {
            deleted += await DeleteAsync(job.Id, cancellationToken) == DeleteOutcome.Deleted ? 1 : 0;
        }

        return new DeletedBatch(deleted, page.Jobs.Count - deleted, page.Continuation);
    }

    /// <summary>Deletes a failed or deferred job.</summary>
    public async Task<DeleteOutcome> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        while (await ledger.GetAsync(id, cancellationToken) is { } job)
        {
            if (job.Status == JobStatus.Pending)
            {
                return DeleteOutcome.Pending;
            }

            // The feed may have fed it since it was read; then it is pending, and is read again.
            if (await ledger.TryDeleteAsync(job, cancellationToken))
            {
                Log.JobDeleted(logger, id);
                return DeleteOutcome.Deleted;
            }
        }

        return DeleteOutcome.Missing;
    }

    private async Task<JobRecord?> TryMakePendingAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var pending = job with { Status = JobStatus.Pending, Reason = JobReasons.Replayed, RunAfter = null, UpdatedAt = clock.GetUtcNow() };
        return await ledger.TryUpdateAsync(pending, cancellationToken) ? pending : null;
    }

    private async Task SendAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        await queue.SendAsync(jobs, fed: false, topUpAfter: null, cancellationToken);
        Log.Replayed(logger, jobs.Count);
    }
}

/// <summary>Which jobs a person asks for.</summary>
/// <param name="Status">Only these; null: any.</param>
/// <param name="Reason">Only those of this reason code; null: any.</param>
/// <param name="Continuation">Where an earlier answer ended; null: from the first.</param>
/// <param name="Limit">Most jobs.</param>
public sealed record JobFilter(JobStatus? Status, string? Reason, string? Continuation, int Limit);

/// <summary>What became of a job that a person asked to run again.</summary>
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

/// <summary>What became of a job that a person asked to delete.</summary>
public enum DeleteOutcome
{
    /// <summary>Its row is gone.</summary>
    Deleted,

    /// <summary>Its message is in the queue and would bring the row back.</summary>
    Pending,

    /// <summary>There is no such row.</summary>
    Missing,
}

/// <summary>What one bounded deletion did.</summary>
/// <param name="Deleted">Jobs that are gone.</param>
/// <param name="NotDeleted">Jobs that others moved meanwhile.</param>
/// <param name="Continuation">Goes on with the rest; null where there is none.</param>
public sealed record DeletedBatch(int Deleted, int NotDeleted, string? Continuation);

/// <summary>What one bounded replay did.</summary>
/// <param name="Reason">Of the jobs looked at; null: any.</param>
/// <param name="Replayed">Jobs that are pending now.</param>
/// <param name="NotReplayed">Jobs whose body is no job, or that others moved meanwhile.</param>
/// <param name="Continuation">Goes on with the rest; null where there is none.</param>
public sealed record ReplayBatch(string? Reason, int Replayed, int NotReplayed, string? Continuation);
