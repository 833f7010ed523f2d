using System.Text.Json.Serialization;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>TMDB at one moment.</summary>
/// <param name="Status">Whether it can be asked.</param>
/// <param name="Cause">What was seen; null while available.</param>
/// <param name="Until">When it is asked again; null where no time is known or needed.</param>
/// <param name="Requests">Requests sent since the first start, over all instances, each attempt counted.</param>
/// <param name="CacheHits">Look-ups answered from memory or table since the first start.</param>
/// <param name="CacheMisses">Look-ups that TMDB answered since the first start.</param>
/// <param name="RequestsPerMinute">Requests a minute since the snapshot before; null where that is not known.</param>
/// <param name="BudgetPerMinute">Requests a minute that TMDB_RATE_LIMIT allows over all instances; null: no limit.</param>
/// <param name="Cache">The cache's table when it was last swept; null before the first time.</param>
public sealed record TmdbFigures(
    TmdbStatus Status, string? Cause = null, DateTimeOffset? Until = null, long Requests = 0, long CacheHits = 0, long CacheMisses = 0,
    double? RequestsPerMinute = null, double? BudgetPerMinute = null, TmdbCacheSize? Cache = null)
{
    /// <summary>What a person must do; null: nothing.</summary>
    public string? Remedy { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Status, cause, remedy and times in one.</summary>
    [JsonIgnore]
    public TmdbAvailability Availability => new(Status, Cause, Since, Until) { Remedy = Remedy };

    /// <summary>Part of the look-ups since the first start that needed no request, from 0 to 1; null before the first.</summary>
    public double? CacheHitShare => CacheHits + CacheMisses == 0 ? null : (double)CacheHits / (CacheHits + CacheMisses);
}
