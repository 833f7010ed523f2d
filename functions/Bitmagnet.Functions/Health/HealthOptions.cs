using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Health;

/// <summary>Settings of the snapshots and of what counts as unhealthy.</summary>
public sealed record HealthOptions
{
    /// <summary>When RecordQueueHealth takes snapshots: six-field NCRONTAB, UTC. Default: not set; FeedEnrichment takes one a minute.</summary>
    [Setting("HEALTH_SCHEDULE")]
    public string Schedule { get; init; } = "";

    /// <summary>Longest database time for one snapshot; what cannot be counted in it is estimated from a sample, and marked so. Default 2s.</summary>
    [Setting("HEALTH_DATABASE_TIME", Min = "100ms", Max = "1m")]
    public TimeSpan DatabaseTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a queue may hold work without finishing any before health says that it stands still. Default 15m.</summary>
    [Setting("HEALTH_STALLED_AFTER", Min = "1m", Max = "168h")]
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How old the latest snapshot may be before health says so. Default 5m.</summary>
    [Setting("HEALTH_SNAPSHOT_AGE", Min = "1m", Max = "168h")]
    public TimeSpan SnapshotAge { get; init; } = TimeSpan.FromMinutes(5);
}
