using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.Functions.Health;

/// <summary>Which counters are kept, and under what names: the instrument's own, and the value of one of its tags.</summary>
internal static class CounterNames
{
    public static readonly string JobsProcessed = Of(Instruments.Jobs.Name, "processed");
    public static readonly string TorrentsAttached = Of(Instruments.Torrents.Name, "attached");
    public static readonly string TorrentsUnmatched = Of(Instruments.Torrents.Name, "unmatched");
    public static readonly string LookUpsFromCache = Of(Instruments.TmdbLookUps.Name, "cache");
    public static readonly string LookUpsFromTmdb = Of(Instruments.TmdbLookUps.Name, "tmdb");

    /// <summary>The beginning of every count of requests to TMDB, whatever came of them.</summary>
    public static readonly string Requests = Of(Instruments.TmdbRequests.Name, null);

    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        [Instruments.Jobs.Name] = "outcome",
        [Instruments.Torrents.Name] = "outcome",
        [Instruments.TmdbLookUps.Name] = "tmdb.source",
        [Instruments.TmdbRequests.Name] = "tmdb.outcome",
    };

    /// <summary>The tag to count an instrument by; null where it is not kept.</summary>
    public static string? TagOf(Instrument instrument) =>
        instrument.Meter.Name.StartsWith(Instruments.Prefix, StringComparison.Ordinal) ? Tags.GetValueOrDefault(instrument.Name) : null;

    /// <summary>The name to count under.</summary>
    public static string Of(string instrument, object? tag) => $"{instrument}:{tag}";
}
