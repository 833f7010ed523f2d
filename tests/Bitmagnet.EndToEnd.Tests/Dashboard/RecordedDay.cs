using Azure.Data.Tables;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

/// <summary>
/// A day of an index of over a million torrents with an outage of TMDB in the middle, for pictures and the accessibility check. Its figures are
/// consistent: 126 torrents a minute, of which 97 find their title; four look-ups for each torrent, of which 36 % reach TMDB; 8 jobs of 100 torrents
/// are six minutes of work.
/// </summary>
internal static class RecordedDay
{
    private const int Minutes = 24 * 60;

    /// <summary>Writes snapshots, failures and sweeps up to now.</summary>
    public static async Task RecordAsync(DashboardUnderTest dashboard, CancellationToken cancellationToken)
    {
        // The last snapshot is later than the page's opening, so its rate is shown until then, and no count has to change.
        var now = TimeProvider.System.GetUtcNow().AddSeconds(45);
        var start = now.AddMinutes(-Minutes);
        for (var minute = 0; minute <= Minutes; minute += minute < Minutes - 75 ? 15 : 1)
        {
            await dashboard.Snapshots.TryAddAsync(At(minute, start), cancellationToken);
        }

        await AddLiveAsync(dashboard, At(Minutes, start), cancellationToken);
        await dashboard.AddFailedJobAsync(TimeSpan.FromMinutes(34), JobReasons.Poisoned,
            "The connection to PostgreSQL was cut while the round was written; five attempts in 6 minutes.", Hashes(100));
        await dashboard.AddFailedJobAsync(TimeSpan.FromHours(3), JobReasons.Poisoned, "57014: canceling statement due to statement timeout", Hashes(42));
        await dashboard.AddFailedJobAsync(TimeSpan.FromHours(8), JobReasons.Malformed, "InfoHashes[0] is 'zz'; allowed: 40 hexadecimal digits.");
        for (var run = 6; run > 0; run--)
        {
            await dashboard.Sweeps.AddAsync(Sweep(run, now), cancellationToken);
        }
    }

    /// <summary>Writes what the page reads between two snapshots, as of the last one: counters, jobs and the feed's cursors.</summary>
    private static async Task AddLiveAsync(DashboardUnderTest dashboard, HealthSnapshot last, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>
        {
            [CounterNames.TorrentsAttached] = last.Ledger.TorrentsAttached,
            [CounterNames.TorrentsUnmatched] = last.Ledger.TorrentsUnmatched,
        };
        await new CounterStore(new TableServiceClient(dashboard.System.StorageConnection), TimeProvider.System)
            .AddAsync("recorded", new CounterBatch("recorded", counts), cancellationToken);
        await dashboard.Feed.TrySaveAsync(
            new FeedState
            {
                Newest = FeedCursor.After(last.Feed.Newest!.Value),
                Backfill = FeedCursor.Parse($"|{(long)(last.Feed.BackfillShare * (1L << 48)):x12}{new string('0', 28)}:movie:?:?"),
            },
            cancellationToken);
        var jobs = Enumerable.Range(0, last.Ledger.Pending + last.Ledger.Retry).Select(index => new JobRecord
        {
            Id = Guid.CreateVersion7(last.At.AddSeconds(-40 * index)).ToString("N"),
            Status = index < last.Ledger.Pending ? JobStatus.Pending : JobStatus.Retry,
            Reason = index < last.Ledger.Pending ? null : JobReasons.InWork,
            InfoHashes = [.. Hashes(100).Select(InfoHash.Parse)],
            CreatedAt = last.At.AddSeconds(-40 * index),
            UpdatedAt = last.At.AddSeconds(-40 * index),
            RunAfter = index < last.Ledger.Pending ? null : last.At.AddHours(1),
        });
        await dashboard.System.Ledger.SaveAsync([.. jobs], cancellationToken);
    }

    private static HealthSnapshot At(int minute, DateTimeOffset start)
    {
        // TMDB was away from the 10th hour to the 12th: nothing was fed, and jobs in progress were deferred.
        var isAway = minute is >= 600 and < 720;
        var worked = minute < 600 ? minute : Math.Max(600, minute - 120);
        var wave = Math.Sin(minute / 97.0) + (0.4 * Math.Sin(minute / 23.0));
        var at = start.AddMinutes(minute);
        var requests = 1_190_000 + (worked * 181L) + (long)(400 * Math.Sin(worked / 97.0));
        return new HealthSnapshot
        {
            At = at,
            Database = new DatabaseFigures(20,
                new QueueFigures
                {
                    Groups =
                    [
                        new QueueGroup("process_torrent", "pending", 11 + (long)(wave * 7)),
                        new QueueGroup("process_torrent", "processed", 51_200 + (minute / 4) + (long)(wave * 30)),
                        new QueueGroup("process_torrent", "retry", minute % 300 < 60 ? minute % 60 / 6 : 0),
                        new QueueGroup("process_torrent", "failed", 12 + (minute / 240)),
                    ],
                    OldestPending = at.AddSeconds(-140),
                    Arrivals = 5,
                    Completions = 6,
                },
                new IndexFigures(1_204_356 + (minute * 9), 508_000 + (worked * 97L), false), 0.4),
            Ledger = new LedgerFigures
            {
                Pending = isAway ? 0 : 9 + (int)(wave * 2),
                Retry = isAway ? 9 : minute is >= 720 and < 728 ? 728 - minute : minute % 7,
                Failed = minute < 960 ? 0 : minute < 1260 ? 1 : minute < 1406 ? 2 : 3,
                Processed = 6_600 + (worked * 126 / 100),
                DeferredByReason = new Dictionary<string, int> { [JobReasons.InWork] = minute % 7 },
                QueueDepth = isAway ? 0 : 8,
                OldestMessage = isAway ? null : at.AddMinutes(-6),
                TorrentsAttached = 509_300 + (worked * 97L),
                TorrentsUnmatched = 151_720 + (worked * 29L),
                TorrentsPerSecond = isAway ? 0 : 126 / 60.0,
            },
            Feed = new FeedFigures
            {
                Newest = at.AddMinutes(-15),
                BackfillShare = 0.571 + (worked * 0.00008),
                BackfillTimeLeft = TimeSpan.FromHours(67.4),
                Backfill = "ad",
                Requested = new BackfillStatus("running", Rematch: true, Share: 0.31, TimeLeft: TimeSpan.FromHours(5.4), Fed: 18_400),
                PaceSince = start,
            },
            Tmdb = new TmdbFigures(isAway ? TmdbStatus.Outage : TmdbStatus.Available)
            {
                Since = start,
                Requests = requests,
                CacheHits = 2_115_000 + (worked * 322L),
                CacheMisses = requests,
                RequestsPerMinute = isAway ? 0 : 181 + (wave * 9),
                BudgetPerMinute = 2_400,
            },
            Instances = 1,
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
        Seconds = 0.3 + (run * 0.04),
        IsDryRun = run == 4,
        IsComplete = run != 6,
        Seen = 18 + (run * 3),
        Decided = run * 2,
        Changed = run == 4 ? 0 : run * 2,
        Conflicts = run == 3 ? 1 : 0,
        ShownTwice = run == 2 ? 14 : 0,
        RecentTmdbErrors = 0,
    };

    private static string[] Hashes(int count) => [.. Enumerable.Range(1, count).Select(i => $"{i:x40}")];
}
