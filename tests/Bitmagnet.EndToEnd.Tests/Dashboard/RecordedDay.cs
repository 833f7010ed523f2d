using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

/// <summary>A day in the life of an index of over a million torrents, an outage of TMDB in its middle, for the eye and the axe.</summary>
internal static class RecordedDay
{
    private const int Minutes = 24 * 60;

    /// <summary>Snapshots, failures and sweeps up to now.</summary>
    public static async Task RecordAsync(DashboardUnderTest dashboard, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var start = now.AddMinutes(-Minutes);
        for (var minute = 0; minute <= Minutes; minute += minute < Minutes - 75 ? 15 : 1)
        {
            await dashboard.Snapshots.TryAddAsync(At(minute, start), cancellationToken);
        }

        await dashboard.AddFailedJobAsync(TimeSpan.FromMinutes(34), JobReasons.Poisoned,
            "The connection to PostgreSQL was cut while the round was written; five attempts in 6 minutes.", Hashes(100));
        await dashboard.AddFailedJobAsync(TimeSpan.FromHours(3), JobReasons.Poisoned, "57014: canceling statement due to statement timeout", Hashes(42));
        await dashboard.AddFailedJobAsync(TimeSpan.FromHours(8), JobReasons.Malformed, "InfoHashes[0] is 'zz'; allowed: 40 hexadecimal digits.");
        for (var run = 6; run > 0; run--)
        {
            await dashboard.Sweeps.AddAsync(Sweep(run, now), cancellationToken);
        }
    }

    private static HealthSnapshot At(int minute, DateTimeOffset start)
    {
        // TMDB was away from the 10th hour to the 12th: nothing was fed, and what was under way was put back.
        var isAway = minute is >= 600 and < 720;
        var worked = minute < 600 ? minute : Math.Max(600, minute - 120);
        var wave = Math.Sin(minute / 97.0) + (0.4 * Math.Sin(minute / 23.0));
        var at = start.AddMinutes(minute);
        var requests = 2_950_000 + (worked * 1_840L) + (long)(4_000 * Math.Sin(worked / 97.0));
        return new HealthSnapshot
        {
            At = at,
            Database = new DatabaseFigures(20,
                new QueueFigures
                {
                    Groups =
                    [
                        new QueueGroup("process_torrent", "pending", 1_450 + (long)(wave * 900)),
                        new QueueGroup("process_torrent", "processed", 51_200 + (minute * 2) + (long)(wave * 300)),
                        new QueueGroup("process_torrent", "retry", minute % 300 < 60 ? minute % 60 : 0),
                        new QueueGroup("process_torrent", "failed", 12 + (minute / 240)),
                    ],
                    OldestPending = at.AddSeconds(-140),
                    Arrivals = 212,
                    Completions = 219,
                },
                new IndexFigures(1_204_356 + (minute * 9), 688_120 + (worked * 102L), false), 0.4),
            Ledger = new LedgerFigures
            {
                Pending = isAway ? 0 : 470 + (int)(wave * 18),
                Retry = isAway ? 496 - ((minute - 600) / 40) : minute is >= 720 and < 780 ? 496 - ((minute - 720) * 8) : minute % 7,
                Failed = minute < 945 ? 1 : minute < 1260 ? 2 : 3,
                Processed = 10_220 + worked,
                DeferredByReason = new Dictionary<string, int> { [JobReasons.InWork] = minute % 7 },
                QueueDepth = 462,
                OldestMessage = at.AddSeconds(-48),
                TorrentsAttached = 690_000 + (worked * 102L),
                TorrentsUnmatched = 211_400 + (worked * 24L),
            },
            Feed = new FeedFigures
            {
                Newest = at.AddMinutes(-15),
                BackfillShare = 0.571 + (worked * 0.00008),
                BackfillTimeLeft = TimeSpan.FromHours(67.4),
                Backfill = "ad",
                Requested = new BackfillStatus { State = "running", Rematch = true, Share = 0.31, TimeLeft = TimeSpan.FromMinutes(52), Fed = 18_400 },
                PaceSince = start,
            },
            Tmdb = new TmdbFigures
            {
                Status = isAway ? TmdbStatus.Outage : TmdbStatus.Available,
                Since = start,
                Requests = requests,
                CacheHits = 5_120_000 + (worked * 3_300L),
                CacheMisses = requests,
                RequestsPerMinute = isAway ? 0 : 1_840 + (wave * 40),
                BudgetPerMinute = 2_400,
            },
            Instances = 2,
            Findings =
            [
                new Finding("jobs_failed", HealthStatus.Degraded, "3 failed jobs need attention.",
                    "Open a job to see why it failed, then replay or delete it.", at.AddHours(-8)) { Call = "POST /api/jobs/replay?status=failed" },
            ],
        };
    }

    private static SweepRun Sweep(int run, DateTimeOffset now) => new()
    {
        StartedAt = now.AddMinutes((-5 * run) + 3),
        Seconds = 1.8 + (run * 0.31),
        IsDryRun = run == 4,
        IsComplete = run != 6,
        Seen = 1_420 + (run * 37),
        Decided = run * 9,
        Changed = run == 4 ? 0 : run * 9,
        Conflicts = run == 3 ? 1 : 0,
        ShownTwice = run == 2 ? 14 : 0,
        RecentTmdbErrors = 0,
    };

    private static string[] Hashes(int count) => [.. Enumerable.Range(1, count).Select(i => $"{i:x40}")];
}
