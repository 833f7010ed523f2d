namespace Bitmagnet.Functions.Jobs;

/// <summary>How many jobs the ledger holds.</summary>
/// <param name="Pending">With a message in the queue.</param>
/// <param name="Retry">Deferred.</param>
/// <param name="Failed">Waiting for a person; counted up to <see cref="MostFailed"/>.</param>
/// <param name="DeferredByReason">Jobs in retry by reason code.</param>
/// <param name="JustRefused">Jobs in retry that the database refused since the time asked about: two are more than one job's fault.</param>
/// <param name="OldestPending">When the oldest pending job last changed; null if none.</param>
public sealed record JobCounts(
    int Pending, int Retry, int Failed, IReadOnlyDictionary<string, int> DeferredByReason, int JustRefused, DateTimeOffset? OldestPending)
{
    /// <summary>The most failed jobs that are counted: beyond, a person only needs to know that there are many.</summary>
    public const int MostFailed = 1_000;
}
