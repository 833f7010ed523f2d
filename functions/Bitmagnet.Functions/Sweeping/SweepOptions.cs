using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Settings of the sweep.</summary>
public sealed record SweepOptions
{
    /// <summary>When it runs: NCRONTAB of six fields, UTC. Default every five minutes. The timer binds it by name.</summary>
    [Setting("SWEEP_SCHEDULE")]
    public string Schedule { get; init; } = "0 */5 * * * *";

    /// <summary>How long a job in <c>retry</c> may be overdue before it is stale. Default 1h.</summary>
    [Setting("SWEEP_STALE_AFTER", Min = "1m", Max = "8760h")]
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long after its failure a job is still examined. Default 168h: bitmagnet deletes it after that. 0 examines none.
    /// </summary>
    [Setting("SWEEP_FAILED_WITHIN", Max = "8760h")]
    public TimeSpan FailedWithin { get; init; } = TimeSpan.FromHours(168);

    /// <summary>The most rows locked and changed in one transaction; a slow batch is followed by a smaller one. Default 2000.</summary>
    [Setting("SWEEP_BATCH_SIZE", Min = "1", Max = "10000")]
    public int BatchSize { get; init; } = 2_000;

    /// <summary>How long one run may take; the next one continues there. Default 2m. Keep it below host.json's functionTimeout.</summary>
    [Setting("SWEEP_TIME_BUDGET", Min = "1s", Max = "1h")]
    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What to do with stale jobs that failed because of TMDB: leave, release, offload or purge. Default offload.</summary>
    [Setting("SWEEP_POLICY_TMDB")]
    public SweepPolicy PolicyTmdb { get; init; } = SweepPolicy.Offload;

    /// <summary>What to do with all other stale jobs: leave, release, offload or purge. Default release.</summary>
    [Setting("SWEEP_POLICY_OTHER")]
    public SweepPolicy PolicyOther { get; init; } = SweepPolicy.Release;

    /// <summary>
    /// How many rows of torrent_contents one run examines for torrents that show twice, and how many torrents for those with neither row
    /// nor job. Default 200000. 0 examines none.
    /// </summary>
    [Setting("SWEEP_REPAIR_ROWS", Min = "0")]
    public int RepairRows { get; init; } = 200_000;

    /// <summary>How long a pending job of the own ledger may stay unmoved before its message counts as lost. Default 1h.</summary>
    [Setting("SWEEP_LEDGER_AFTER", Min = "10m", Max = "8760h")]
    public TimeSpan LedgerAfter { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>What to do with the stale jobs of one cause.</summary>
public enum SweepPolicy
{
    /// <summary>Nothing.</summary>
    Leave,

    /// <summary>Back to pending, due now.</summary>
    Release,

    /// <summary>Back to pending, due now, with outside services off.</summary>
    Offload,

    /// <summary>Deleted: the torrents of the job stay unclassified until bitmagnet is told to reprocess them.</summary>
    Purge,
}
