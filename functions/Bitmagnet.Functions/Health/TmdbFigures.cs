using System.Text.Json.Serialization;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>TMDB at one moment.</summary>
public sealed record TmdbFigures
{
    /// <summary>Whether it can be asked.</summary>
    public required TmdbStatus Status { get; init; }

    /// <summary>What was seen; null while available.</summary>
    public string? Cause { get; init; }

    /// <summary>What a person must do; null: nothing.</summary>
    public string? Remedy { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When it is asked again; null where no time is known or needed.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The first five in one.</summary>
    [JsonIgnore]
    public TmdbAvailability Availability => new(Status, Cause, Since, Until) { Remedy = Remedy };

    /// <summary>Requests sent since the first start, over all instances, each attempt counted.</summary>
    public long Requests { get; init; }

    /// <summary>Look-ups answered from memory or table since the first start.</summary>
    public long CacheHits { get; init; }

    /// <summary>Look-ups that TMDB answered since the first start.</summary>
    public long CacheMisses { get; init; }

    /// <summary>Requests a minute since the snapshot before; null where that is not known.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>Requests a minute that TMDB_RATE_LIMIT allows over all instances; null: no limit.</summary>
    public double? BudgetPerMinute { get; init; }

    /// <summary>The cache's table when it was last swept; null before the first time.</summary>
    public TmdbCacheSize? Cache { get; init; }

    /// <summary>Part of the look-ups since the first start that needed no request, from 0 to 1; null before the first.</summary>
    public double? CacheHitShare => CacheHits + CacheMisses == 0 ? null : (double)CacheHits / (CacheHits + CacheMisses);
}
