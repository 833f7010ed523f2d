using System.Diagnostics.Metrics;

namespace Bitmagnet.Functions.Health;

/// <summary>Which counters are kept, and under what names: the instrument's own, and the value of one of its tags.</summary>
internal static class CounterNames
{
    public const string JobsProcessed = "bitmagnet.enrichment.jobs:processed";
    public const string JobsRetry = "bitmagnet.enrichment.jobs:retry";
    public const string JobsFailed = "bitmagnet.enrichment.jobs:failed";
    public const string TorrentsAttached = "bitmagnet.enrichment.torrents:attached";
    public const string TorrentsUnmatched = "bitmagnet.enrichment.torrents:unmatched";
    public const string LookUpsFromCache = "tmdb.lookups:cache";
    public const string LookUpsFromTmdb = "tmdb.lookups:tmdb";
    public const string Requests = "tmdb.requests:";

    /// <summary>The tag to count an instrument by; null where it is not kept.</summary>
    public static string? TagOf(Instrument instrument) => instrument.Name switch
    {
        "bitmagnet.enrichment.jobs" or "bitmagnet.enrichment.torrents" => "outcome",
        "tmdb.lookups" => "tmdb.source",
        "tmdb.requests" => "tmdb.outcome",
        _ => null,
    };

    /// <summary>The name to count under.</summary>
    public static string Of(Instrument instrument, object? tag) => $"{instrument.Name}:{tag}";
}
