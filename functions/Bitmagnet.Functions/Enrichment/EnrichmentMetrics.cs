using System.Diagnostics;
using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>The instruments of enrichment, in the meter <c>Bitmagnet.Functions</c>.</summary>
public static class EnrichmentMetrics
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = Instruments.Prefix;

    /// <summary>The source of traces from the feed through the queue to database and TMDB.</summary>
    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Torrents = Instruments.Torrents.Counter(Meter);
    private static readonly Counter<long> Untitled = Instruments.Untitled.Counter(Meter);
    private static readonly Counter<long> Jobs = Instruments.Jobs.Counter(Meter);
    private static readonly UpDownCounter<long> JobsActive = Instruments.JobsActive.UpDownCounter(Meter);
    private static readonly Histogram<double> JobDuration = Instruments.JobDuration.Histogram(Meter);
    private static readonly Counter<long> Fed = Instruments.Fed.Counter(Meter);
    private static readonly Gauge<long> Drained = Instruments.Drained.Gauge(Meter);

    /// <summary>Starts a job's span under the host's, linked to the feed that sent the message; without a host's, under the feed's.</summary>
    /// <param name="traceParent">W3C trace context that came with the message, if any.</param>
    public static Activity? StartJob(string? traceParent) => Activity.Current is not null && ActivityContext.TryParse(traceParent, null, out var sender)
        ? Source.StartActivity("enrich", ActivityKind.Consumer, parentContext: default, links: [new ActivityLink(sender)])
        : Source.StartActivity("enrich", ActivityKind.Consumer, Activity.Current is null ? traceParent : null);

    /// <summary>Counts a job's outcome.</summary>
    public static void Count(JobOutcome outcome)
    {
        Add("attached", outcome.Attached);
        Add("unmatched", outcome.Unmatched);
        Add("skipped", outcome.Skipped);
        Add("waiting", outcome.Waiting);
        Add("deferred", outcome.Torrents.Values.Count(result => result.Outcome == TorrentOutcome.Deferred));
        Add("failed", outcome.Torrents.Values.Count(result => result.Outcome == TorrentOutcome.Failed));
        CountJob(NameOf(outcome));
    }

    /// <summary>Counts a torrent whose name gives no title.</summary>
    public static void CountUntitled(NoTitle reason)
    {
        if (reason != NoTitle.None)
        {
            Untitled.Add(1, new KeyValuePair<string, object?>("reason", reason switch
            {
                NoTitle.Pack => "pack",
                NoTitle.OtherMedia => "other_media",
                NoTitle.Code => "code",
                _ => "no_words",
            }));
        }
    }

    /// <summary>Counts a job as running.</summary>
    public static void JobBegins() => JobsActive.Add(1);

    /// <summary>Counts a job as ended, however it ended.</summary>
    public static void JobEnds(JobOutcome? outcome, TimeSpan duration)
    {
        JobsActive.Add(-1);
        JobDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome is null ? "failed" : NameOf(outcome)));
    }

    /// <summary>Counts a job.</summary>
    public static void CountJob(string outcome) => Jobs.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts the torrents that the feed sent, and records whether the backlog is drained.</summary>
    public static void CountFeed(int torrents, bool isDrained)
    {
        Fed.Add(torrents);
        Drained.Record(isDrained ? 1 : 0);
    }

    private static string NameOf(JobOutcome outcome) => outcome.Deferral is null ? "processed" : "retry";

    private static void Add(string outcome, int count)
    {
        if (count > 0)
        {
            Torrents.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
