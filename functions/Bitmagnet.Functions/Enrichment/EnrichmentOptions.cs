using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Settings of the pipeline and the feed.</summary>
public sealed record EnrichmentOptions
{
    /// <summary>When FeedEnrichment runs: six-field NCRONTAB. Default: every minute; a job that the feed has marked tops the queue up as well.</summary>
    [Setting("ENRICHMENT_FEED_SCHEDULE")]
    public string FeedSchedule { get; init; } = "0 * * * * *";

    /// <summary>Torrents in one message. Default 100.</summary>
    [Setting("ENRICHMENT_BATCH_SIZE", Min = "1", Max = "1000")]
    public int BatchSize { get; init; } = 100;

    /// <summary>The most jobs pending at a time: minutes of work, not the backlog. Default 500.</summary>
    [Setting("ENRICHMENT_WINDOW", Min = "1", Max = "10000")]
    public int Window { get; init; } = 500;

    /// <summary>How long after its end the backfill of old rows starts again, since TMDB gains titles. Default 168h; 0: never.</summary>
    [Setting("ENRICHMENT_REPEAT_AFTER", Max = "8760h")]
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a processed job that a person requested is kept; all others go at once. Default 24h; 0: for ever.</summary>
    [Setting("ENRICHMENT_KEEP_PROCESSED", Max = "8760h")]
    public TimeSpan KeepProcessed { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a failed job is kept. Default 720h; 0: for ever.</summary>
    [Setting("ENRICHMENT_KEEP_FAILED", Max = "8760h")]
    public TimeSpan KeepFailed { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The longest run of one job, well below the host's functionTimeout; the rest is deferred. Default 4 minutes.</summary>
    [Setting("ENRICHMENT_JOB_DEADLINE", Min = "10s", Max = "9m")]
    public TimeSpan JobDeadline { get; init; } = TimeSpan.FromMinutes(4);
}
