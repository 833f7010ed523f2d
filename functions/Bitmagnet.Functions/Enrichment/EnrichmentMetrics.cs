using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Instruments of the meter <c>Bitmagnet.Functions</c> that this folder feeds.</summary>
public static class EnrichmentMetrics
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Bitmagnet.Functions";

    /// <summary>Traces from feed through queue to database and TMDB.</summary>
    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Torrents = Meter.CreateCounter<long>(
        "bitmagnet.enrichment.torrents", "{torrent}", "Torrents by outcome: attached, unmatched, skipped, waiting, deferred.");

    private static readonly Counter<long> Jobs = Meter.CreateCounter<long>(
        "bitmagnet.enrichment.jobs", "{job}", "Jobs by outcome: processed, retry, failed.");

    private static readonly Counter<long> Fed = Meter.CreateCounter<long>(
        "bitmagnet.enrichment.fed", "{torrent}", "Torrents fed to the queue.");

    private static readonly Gauge<long> Drained = Meter.CreateGauge<long>(
        "bitmagnet.enrichment.drained", "1", "1 where the last feed found nothing to do and nothing under way, else 0.");

    /// <summary>Counts a job's outcome.</summary>
    public static void Count(JobOutcome outcome)
    {
        Add("attached", outcome.Attached);
        Add("unmatched", outcome.Unmatched);
        Add("skipped", outcome.Skipped);
        Add("waiting", outcome.Waiting);
        Add("deferred", outcome.Deferred.Count);
        CountJob(outcome.Deferral is null ? "processed" : "retry");
    }

    /// <summary>Counts a job.</summary>
    public static void CountJob(string outcome) => Jobs.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Counts what the feed sent, and says whether the backlog is drained.</summary>
    public static void CountFeed(int torrents, bool isDrained)
    {
        Fed.Add(torrents);
        Drained.Record(isDrained ? 1 : 0);
    }

    private static void Add(string outcome, int count)
    {
        if (count > 0)
        {
            Torrents.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
