namespace Bitmagnet.Functions.Health;

/// <summary>The own ledger and its storage queue at one moment.</summary>
public sealed record LedgerFigures
{
    /// <summary>Jobs with a message in the queue.</summary>
    public int Pending { get; init; }

    /// <summary>Jobs put back.</summary>
    public int Retry { get; init; }

    /// <summary>Failed jobs: they need attention.</summary>
    public int Failed { get; init; }

    /// <summary>Jobs processed since the first start, over all instances.</summary>
    public long Processed { get; init; }

    /// <summary>Jobs in retry by reason code.</summary>
    public IReadOnlyDictionary<string, int> DeferredByReason { get; init; } = new Dictionary<string, int>();

    /// <summary>When the oldest pending job last changed; null where there is none.</summary>
    public DateTimeOffset? OldestPending { get; init; }

    /// <summary>Messages in the queue, as the storage counts them: about.</summary>
    public int QueueDepth { get; init; }

    /// <summary>When the message at the front was sent; null where none is visible.</summary>
    public DateTimeOffset? OldestMessage { get; init; }

    /// <summary>Messages in the poison queue that HandlePoisonedJob has not taken yet.</summary>
    public int PoisonDepth { get; init; }

    /// <summary>Torrents that got their content since the first start.</summary>
    public long TorrentsAttached { get; init; }

    /// <summary>Torrents without a TMDB match, since the first start.</summary>
    public long TorrentsUnmatched { get; init; }

    /// <summary>Over a longer gap no pace is told: the application may not have run in it.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);

    /// <summary>Torrents finished a second since the snapshot before; null where there is none of the last minutes.</summary>
    public double? TorrentsPerSecond { get; init; }

    /// <summary>Torrents with a result, since the first start.</summary>
    internal long TorrentsFinished => TorrentsAttached + TorrentsUnmatched;

    /// <summary>The same with the pace since <paramref name="before"/>.</summary>
    internal LedgerFigures Since(HealthSnapshot? before, DateTimeOffset at) => before is not null && at > before.At && at - before.At <= LongestGap
        ? this with { TorrentsPerSecond = Math.Max(0, TorrentsFinished - before.Ledger.TorrentsFinished) / (at - before.At).TotalSeconds }
        : this;
}
