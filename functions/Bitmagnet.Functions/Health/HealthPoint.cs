namespace Bitmagnet.Functions.Health;

/// <summary>What the charts show of one snapshot.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="QueuePending">bitmagnet's jobs; null where the database was away.</param>
/// <param name="QueueProcessed">bitmagnet's jobs that are done and not yet deleted.</param>
/// <param name="QueueRetry">bitmagnet's jobs in retry.</param>
/// <param name="QueueFailed">bitmagnet's jobs given up.</param>
/// <param name="LedgerPending">Own jobs in the queue.</param>
/// <param name="LedgerProcessed">Own jobs done since the first start.</param>
/// <param name="LedgerRetry">Own jobs put back.</param>
/// <param name="LedgerFailed">Own jobs that failed.</param>
/// <param name="Attached">Rows of torrent_contents that have content.</param>
/// <param name="TmdbRequests">Requests to TMDB since the first start.</param>
public sealed record HealthPoint(
    DateTimeOffset At, long? QueuePending, long? QueueProcessed, long? QueueRetry, long? QueueFailed,
    long? LedgerPending, long? LedgerProcessed, long? LedgerRetry, long? LedgerFailed, long? Attached, long? TmdbRequests)
{
    /// <summary>The point of a snapshot.</summary>
    public static HealthPoint Of(HealthSnapshot snapshot) => new(
        snapshot.At,
        snapshot.Database?.Queue.Of("pending"), snapshot.Database?.Queue.Of("processed"), snapshot.Database?.Queue.Of("retry"), snapshot.Database?.Queue.Of("failed"),
        snapshot.Ledger.Pending, snapshot.Ledger.Processed, snapshot.Ledger.Retry, snapshot.Ledger.Failed,
        snapshot.Database?.Index.Attached, snapshot.Tmdb.Requests);
}
