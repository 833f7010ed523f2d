using System.Text.Json.Serialization;

namespace Bitmagnet.Functions.Health;

/// <summary>One thing that is not as it should be.</summary>
/// <param name="Code">Stable; docs/health.md lists them all.</param>
/// <param name="Severity">What it makes of the whole.</param>
/// <param name="Problem">What is wrong, without secrets.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Since">Since when, as far as it was seen.</param>
/// <param name="Call">The request that is the remedy, as in <c>POST /api/sweep</c>; null where none is. The dashboard shows a button for it.</param>
public sealed record Finding(string Code, HealthStatus Severity, string Problem, string Remedy, DateTimeOffset? Since = null, string? Call = null)
{
    /// <summary>Whether nothing is fed while it stands, so that no time can be told.</summary>
    [JsonIgnore]
    internal bool HoldsTheFeed => Severity == HealthStatus.Unhealthy || Code is "paused" or "tmdb_rate_limited" or "tmdb_outage" or "tmdb_unauthorized" or "tmdb_blocked";
}
