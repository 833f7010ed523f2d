using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// The sweep of the application's own storage: pending jobs of the ledger whose message is lost are fed again; expired TMDB answers
/// go, and processed jobs that were kept for whoever asked for them.
/// Deferred jobs have no message to lose: the feed sends them when they are due.
/// </summary>
public sealed class OwnSweep(
    JobLedger ledger, EnrichmentQueue queue, TmdbCacheStore cache, SweepOptions options, TimeProvider clock, ILogger<OwnSweep> logger)
{
    private const int MostJobs = 500;

    // Reads every row's expiry: worth once an hour.
    private static readonly TimeSpan BetweenCacheSweeps = TimeSpan.FromHours(1);

    /// <summary>How long a processed job that a person asked for can be followed.</summary>
    private static readonly TimeSpan AskedKept = TimeSpan.FromHours(24);

    private DateTimeOffset nextCacheSweep = DateTimeOffset.MinValue;

    /// <summary>One run.</summary>
    /// <returns>Jobs fed again.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var fed = new List<JobRecord>();
        foreach (var job in await ledger.StaleAsync(now - options.LedgerAfter, MostJobs, cancellationToken))
        {
            // The row first: cut before the message is sent, the job is stale again; and of two sweeps one wins the row.
            var again = job with { UpdatedAt = now };
            if (await ledger.TryUpdateAsync(again, cancellationToken))
            {
                fed.Add(again);
            }
        }

        if (fed.Count > 0)
        {
            // As if sent by somebody else than the feed: what the job cannot do now is kept in the ledger.
            await queue.SendAsync(fed, fed: false, cancellationToken);
            Log.Refed(logger, fed.Count, options.LedgerAfter);
        }

        foreach (var job in await ledger.ProcessedAsync(now - AskedKept, MostJobs, cancellationToken))
        {
            await ledger.DeleteAsync(job.Id, cancellationToken);
        }

        if (now >= nextCacheSweep)
        {
            await cache.SweepExpiredAsync(cancellationToken);
            nextCacheSweep = now + BetweenCacheSweeps;
        }

        return fed.Count;
    }
}
