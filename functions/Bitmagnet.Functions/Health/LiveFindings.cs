using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>What is wrong now: the snapshot's findings, corrected by what the parts say just now. Pure.</summary>
internal static class LiveFindings
{
    /// <summary>Codes that the live checks decide, whatever the snapshot saw.</summary>
    private static bool IsLive(string code) =>
        code is "paused" or "database_unavailable" or "schema_not_supported" or "storage_unavailable" or "storage_api_version" or "report_incomplete"
        || (code.StartsWith("tmdb_", StringComparison.Ordinal) && code != TmdbFindings.SharedKey.Code);

    /// <summary>All findings, worst first.</summary>
    public static IReadOnlyList<Finding> Join(
        IEnumerable<Finding?> problems, bool isStorageUp, HealthSnapshot? snapshot, FeedState? feed, TmdbAvailability? tmdb, HealthOptions options, DateTimeOffset now)
    {
        var earlier = snapshot?.Findings ?? [];
        Finding?[] live =
        [
            .. problems,
            tmdb is null ? null : TmdbFindings.Of(tmdb),
            feed is null ? null : FindingRules.Paused(feed.PausedSince),
            isStorageUp ? SnapshotAge(snapshot, options, now) : null,
        ];
        return
        [
            .. live.OfType<Finding>()
                .Select(finding => finding with { Since = finding.Since ?? earlier.FirstOrDefault(other => other.Code == finding.Code)?.Since })
                .Concat(earlier.Where(finding => !IsLive(finding.Code)))
                .OrderByDescending(finding => finding.Severity),
        ];
    }

    private static Finding? SnapshotAge(HealthSnapshot? snapshot, HealthOptions options, DateTimeOffset now) => snapshot switch
    {
        null => new Finding(
            "snapshot_missing", HealthStatus.Degraded, "There is no snapshot of the last 24 hours.",
            "RecordQueueHealth makes one a minute: wait a minute after the first start; else check that timers run, and HEALTH_SCHEDULE."),
        _ when now - snapshot.At > options.SnapshotAge => new Finding(
            "snapshot_old", HealthStatus.Degraded, $"The newest snapshot is {(long)(now - snapshot.At).TotalMinutes} minutes old; the figures are of then.",
            "Check that RecordQueueHealth runs, and its log.", snapshot.At),
        _ => null,
    };
}
