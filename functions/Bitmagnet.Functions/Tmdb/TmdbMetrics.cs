using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The instruments of TMDB.</summary>
public sealed class TmdbMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = Instruments.Prefix + ".Tmdb";

    private readonly Counter<long> requests;
    private readonly Histogram<double> durations;
    private readonly Counter<long> lookUps;

    /// <summary>Creates the instruments.</summary>
    public TmdbMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        requests = Instruments.TmdbRequests.Counter(meter);
        durations = Instruments.TmdbDuration.Histogram(meter);
        lookUps = Instruments.TmdbLookUps.Counter(meter);
    }

    /// <summary>
    /// Counts a request to <c>search</c>, <c>movie</c>, <c>tv</c>, <c>find</c> or <c>authentication</c>, and what went wrong (null:
    /// answered). It lasts from sending, including connection set-up, to the last byte of the answer.
    /// </summary>
    internal void Requested(string endpoint, TmdbStatus? fault, TimeSpan duration)
    {
        KeyValuePair<string, object?> call = new("tmdb.endpoint", endpoint);
        KeyValuePair<string, object?> outcome = new("tmdb.outcome", fault?.ToString().ToLowerInvariant() ?? "answered");
        requests.Add(1, call, outcome);
        durations.Record(duration.TotalSeconds, call, outcome);
    }

    /// <summary>Counts an answered look-up by its source: <c>cache</c>, <c>tmdb</c>, <c>refused</c> or <c>unavailable</c>.</summary>
    internal void LookedUp(string source) => lookUps.Add(1, new KeyValuePair<string, object?>("tmdb.source", source));
}
