using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Counters of this capability.</summary>
public sealed class TmdbMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = Instruments.Prefix + ".Tmdb";

    private readonly Counter<long> requests;
    private readonly Counter<long> lookUps;

    /// <summary>Creates the instruments.</summary>
    public TmdbMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        requests = Instruments.TmdbRequests.Counter(meter);
        lookUps = Instruments.TmdbLookUps.Counter(meter);
    }

    /// <summary>A request was sent.</summary>
    /// <param name="endpoint"><c>search</c>, <c>movie</c>, <c>tv</c>, <c>find</c> or <c>authentication</c>.</param>
    /// <param name="fault">What went wrong; null where it was answered.</param>
    internal void Requested(string endpoint, TmdbStatus? fault) => requests.Add(
        1, new("tmdb.endpoint", endpoint), new("tmdb.outcome", fault?.ToString().ToLowerInvariant() ?? "answered"));

    /// <summary>A look-up was answered.</summary>
    /// <param name="source"><c>cache</c>, <c>tmdb</c> or <c>unavailable</c>.</param>
    internal void LookedUp(string source) => lookUps.Add(1, new KeyValuePair<string, object?>("tmdb.source", source));
}
