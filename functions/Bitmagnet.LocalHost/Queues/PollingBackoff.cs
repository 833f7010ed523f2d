namespace Bitmagnet.LocalHost.Queues;

/// <summary>
/// The pauses between looks into an empty queue: from 100 ms, doubling with 20 % jitter, to the longest allowed. Pure but
/// for its count.
/// </summary>
internal sealed class PollingBackoff(TimeSpan longest, Random random)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private int empty;

    /// <summary>A message came.</summary>
    public void Reset() => empty = 0;

    /// <summary>The pause after another look that found nothing.</summary>
    public TimeSpan Next()
    {
        // 2^30 × 100 ms is three years: no use in counting on.
        empty = Math.Min(empty + 1, 30);
        var jitter = 0.8 + (random.NextDouble() * 0.4);
        var pause = Shortest + (Shortest * jitter * ((1L << (empty - 1)) - 1));
        return pause < longest ? pause : longest;
    }
}
