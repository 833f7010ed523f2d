using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Health;

/// <summary>Finds what is wrong now: the snapshot's findings, corrected by what the parts say just now. Pure.</summary>
internal static class LiveFindings
{
    /// <summary>Codes that the live checks decide, whatever the snapshot saw.</summary>
    private static bool IsLive(string code) =>
        code is "paused" or "storage_unavailable" or "storage_api_version" or "report_incomplete"
        || PartFindings.IsOfTheProbe(code)
        || (code.StartsWith("tmdb_", StringComparison.Ordinal) && code != TmdbFindings.SharedKey.Code && code != TmdbFindings.CacheFullCode);

    /// <summary>All findings, worst first.</summary>
    /// <param name="problems">Of the parts that were asked.</param>
    /// <param name="hasStarted">Whether the first snapshot is overdue; until then every start has none.</param>
    /// <param name="isStorageUp">Whether snapshots could be read.</param>
    /// <param name="feed">The feed; null where it could not be read.</param>
    /// <param name="tmdb">TMDB; null where it could not be read.</param>
    /// <param name="options">What counts as old.</param>
    public static IReadOnlyList<Finding> Join(
        IEnumerable<Finding?> problems, bool hasStarted, bool isStorageUp, HealthSnapshot? snapshot, FeedState? feed, TmdbAvailability? tmdb, HealthOptions options, DateTimeOffset now)
    {
        var earlier = snapshot?.Findings ?? [];
        Finding?[] live =
        [
            .. problems,
            tmdb is null ? null : TmdbFindings.Of(tmdb),
            feed is null ? null : FindingRules.Paused(feed.PausedSince),
            isStorageUp ? SnapshotAge(snapshot, hasStarted, options, now) : null,
        ];
        return
        [
            .. live.OfType<Finding>()
                .Select(finding => finding with { Since = finding.Since ?? earlier.FirstOrDefault(other => other.Code == finding.Code)?.Since })
                .Concat(earlier.Where(finding => !IsLive(finding.Code)))
                .OrderByDescending(finding => finding.Severity),
        ];
    }

    private static Finding? SnapshotAge(HealthSnapshot? snapshot, bool hasStarted, HealthOptions options, DateTimeOffset now) => snapshot switch
    {
        null when !hasStarted => null,
        null => new Finding(
            "snapshot_missing", HealthStatus.Degraded, "There is no snapshot from the last 24 hours.",
            "FeedEnrichment takes one a minute: check that timers run, ENRICHMENT_FEED_SCHEDULE, HEALTH_SCHEDULE, and the log."),
        _ when now - snapshot.At > options.SnapshotAge => new Finding(
            "snapshot_old", HealthStatus.Degraded, $"The newest snapshot is {Counted.Of((long)(now - snapshot.At).TotalMinutes, "minute")} old, and so are the figures.",
            "Check that FeedEnrichment runs (RecordQueueHealth where HEALTH_SCHEDULE is set), and read its log.", snapshot.At),
        _ => null,
    };
}
