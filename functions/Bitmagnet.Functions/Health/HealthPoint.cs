namespace Bitmagnet.Functions.Health;

/// <summary>What the charts show of one snapshot.</summary>
public sealed record HealthPoint
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>bitmagnet's jobs; null where the database was away.</summary>
    public long? QueuePending { get; init; }

    /// <summary>bitmagnet's jobs that are done and not yet deleted.</summary>
    public long? QueueProcessed { get; init; }

    /// <summary>bitmagnet's jobs in retry.</summary>
    public long? QueueRetry { get; init; }

    /// <summary>bitmagnet's jobs given up.</summary>
    public long? QueueFailed { get; init; }

    /// <summary>Own jobs in the queue.</summary>
    public long? LedgerPending { get; init; }

    /// <summary>Own jobs done since the first start.</summary>
    public long? LedgerProcessed { get; init; }

    /// <summary>Own jobs put back.</summary>
    public long? LedgerRetry { get; init; }

    /// <summary>Own jobs that failed.</summary>
    public long? LedgerFailed { get; init; }

    /// <summary>Rows of torrent_contents that have content.</summary>
    public long? Attached { get; init; }

    /// <summary>Requests to TMDB since the first start.</summary>
    public long? TmdbRequests { get; init; }

    /// <summary>The point of a snapshot.</summary>
    public static HealthPoint Of(HealthSnapshot snapshot) => new()
    {
        At = snapshot.At,
        QueuePending = snapshot.Database?.Queue.Of("pending"),
        QueueProcessed = snapshot.Database?.Queue.Of("processed"),
        QueueRetry = snapshot.Database?.Queue.Of("retry"),
        QueueFailed = snapshot.Database?.Queue.Of("failed"),
        LedgerPending = snapshot.Ledger.Pending,
        LedgerProcessed = snapshot.Ledger.Processed,
        LedgerRetry = snapshot.Ledger.Retry,
        LedgerFailed = snapshot.Ledger.Failed,
        Attached = snapshot.Database?.Index.Attached,
        TmdbRequests = snapshot.Tmdb.Requests,
    };
}
