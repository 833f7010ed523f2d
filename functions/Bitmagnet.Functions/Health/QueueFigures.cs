namespace Bitmagnet.Functions.Health;

/// <summary>bitmagnet's own queue at one moment.</summary>
public sealed record QueueFigures
{
    /// <summary>Jobs by queue and status.</summary>
    public required IReadOnlyList<QueueGroup> Groups { get; init; }

    /// <summary>When the oldest pending job was made; null where there is none.</summary>
    public DateTimeOffset? OldestPending { get; init; }

    /// <summary>When the oldest job in retry was made; null where there is none.</summary>
    public DateTimeOffset? OldestRetry { get; init; }

    /// <summary>Jobs in retry that are overdue by more than SWEEP_STALE_AFTER.</summary>
    public long Stale { get; init; }

    /// <summary>Jobs added since the snapshot before; null where that is not known.</summary>
    public long? Arrivals { get; init; }

    /// <summary>Jobs processed or failed for good since the snapshot before; null where that is not known.</summary>
    public long? Completions { get; init; }

    /// <summary>
    /// Rows changed since the snapshot before: jobs that bitmagnet ran, whatever came of it, and those that the sweep released. Never fewer
    /// than the completions, and known at any size; null where the statistics were reset.
    /// </summary>
    public long? Changes { get; init; }

    /// <summary>True where the counts come from a sample, because counting takes too long.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>True where ages and stale jobs come from a sample: no index has the jobs in order of time.</summary>
    public bool AgesAreEstimate { get; init; }

    /// <summary>Rows ever inserted, by PostgreSQL's statistics: the next snapshot's arrivals are the difference.</summary>
    public long Inserted { get; init; }

    /// <summary>Rows ever changed, by PostgreSQL's statistics.</summary>
    public long Updated { get; init; }

    /// <summary>Pending and deferred jobs, counted; null where there are too many to count.</summary>
    public long? Active { get; init; }

    /// <summary>Jobs of a status in all queues.</summary>
    public long Of(string status) => Groups.Where(group => group.Status == status).Sum(group => group.Jobs);

    /// <summary>The same with what came and went since <paramref name="before"/>; a fall shows that the statistics were reset.</summary>
    internal QueueFigures Since(QueueFigures? before)
    {
        if (before is null || Inserted < before.Inserted || Updated < before.Updated)
        {
            return this;
        }

        var (arrivals, changes) = (Inserted - before.Inserted, Updated - before.Updated);

        // A job that arrived and is no longer active is done, whether its row is still there or not. Where the active jobs were not counted, no change means no completion.
        var done = arrivals - (Active - before.Active);
        return this with
        {
            Arrivals = arrivals,
            Changes = changes,
            Completions = done is { } known ? Math.Max(0, known) : changes == 0 ? 0 : null,
        };
    }
}

/// <summary>bitmagnet's jobs that are alike.</summary>
/// <param name="Queue">Queue name.</param>
/// <param name="Status">pending, processed, retry or failed.</param>
/// <param name="Jobs">How many.</param>
public sealed record QueueGroup(string Queue, string Status, long Jobs);
