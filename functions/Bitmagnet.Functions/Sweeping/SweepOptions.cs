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

    /// <summary>How long ago a job may have failed and still be looked at. Default 168h: bitmagnet deletes it after that. 0 looks at none.</summary>
    [Setting("SWEEP_FAILED_WITHIN", Max = "8760h")]
    public TimeSpan FailedWithin { get; init; } = TimeSpan.FromHours(168);

    /// <summary>Rows locked and changed in one transaction, at most: slow batches are followed by smaller ones. Default 2000.</summary>
    [Setting("SWEEP_BATCH_SIZE", Min = "1", Max = "10000")]
    public int BatchSize { get; init; } = 2_000;

    /// <summary>How long one run may take; the next goes on where it stopped. Default 2m. Keep it below host.json's functionTimeout.</summary>
    [Setting("SWEEP_TIME_BUDGET", Min = "1s", Max = "1h")]
    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What is done with stale jobs that TMDB made fail: leave, release, offload or purge. Default offload.</summary>
    [Setting("SWEEP_POLICY_TMDB")]
    public SweepPolicy PolicyTmdb { get; init; } = SweepPolicy.Offload;

    /// <summary>What is done with all other stale jobs: leave, release, offload or purge. Default release.</summary>
    [Setting("SWEEP_POLICY_OTHER")]
    public SweepPolicy PolicyOther { get; init; } = SweepPolicy.Release;

    /// <summary>Rows of torrent_contents that one run looks at for torrents that show twice, and torrents for those with neither row nor job. Default 200000. 0 looks at none.</summary>
    [Setting("SWEEP_REPAIR_ROWS", Min = "0")]
    public int RepairRows { get; init; } = 200_000;

    /// <summary>How long a pending job of the own ledger may stay unmoved before its message counts as lost. Default 1h.</summary>
    [Setting("SWEEP_LEDGER_AFTER", Min = "10m", Max = "8760h")]
    public TimeSpan LedgerAfter { get; init; } = TimeSpan.FromHours(1);
}
