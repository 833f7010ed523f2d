namespace Bitmagnet.Functions.Health;

/// <summary>The own ledger and its storage queue at one moment.</summary>
/// <param name="Pending">Jobs with a message in the queue.</param>
/// <param name="Retry">Jobs put back.</param>
/// <param name="Failed">Failed jobs: they need attention.</param>
/// <param name="Processed">Jobs processed since the first start, over all instances.</param>
/// <param name="OldestPending">When the oldest pending job last changed; null where there is none.</param>
/// <param name="QueueDepth">Messages in the queue, as the storage counts them: about.</param>
/// <param name="OldestMessage">When the message at the front was sent; null where none is visible.</param>
/// <param name="PoisonDepth">Messages in the poison queue that HandlePoisonedJob has not taken yet.</param>
/// <param name="TorrentsAttached">Torrents that got their content since the first start.</param>
/// <param name="TorrentsUnmatched">Torrents without a TMDB match, since the first start.</param>
/// <param name="TorrentsPerSecond">Torrents finished a second since the snapshot before; null where there is none of the last minutes.</param>
public sealed record LedgerFigures(
    int Pending = 0, int Retry = 0, int Failed = 0, long Processed = 0, DateTimeOffset? OldestPending = null, int QueueDepth = 0, DateTimeOffset? OldestMessage = null,
    int PoisonDepth = 0, long TorrentsAttached = 0, long TorrentsUnmatched = 0, double? TorrentsPerSecond = null)
{
    /// <summary>Over a longer gap no pace is told: the application may not have run in it.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);

    /// <summary>Jobs in retry by reason code.</summary>
    public IReadOnlyDictionary<string, int> DeferredByReason { get; init => field = value ?? new Dictionary<string, int>(); } = new Dictionary<string, int>();

    internal long TorrentsFinished => TorrentsAttached + TorrentsUnmatched;

    /// <summary>The same with the pace since <paramref name="before"/>.</summary>
    internal LedgerFigures Since(HealthSnapshot? before, DateTimeOffset at) => before is not null && at > before.At && at - before.At <= LongestGap
        ? this with { TorrentsPerSecond = Math.Max(0, TorrentsFinished - before.Ledger.TorrentsFinished) / (at - before.At).TotalSeconds }
        : this;
}
