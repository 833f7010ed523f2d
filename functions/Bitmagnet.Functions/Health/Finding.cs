namespace Bitmagnet.Functions.Health;

/// <summary>One thing that is not as it should be.</summary>
/// <param name="Code">Stable: <c>database_unavailable</c>, <c>schema_not_supported</c>, <c>storage_unavailable</c>, <c>tmdb_outage</c>, <c>paused</c> …</param>
/// <param name="Severity">What it makes of the whole.</param>
/// <param name="Problem">What is wrong, without secrets.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Since">Since when, where known.</param>
public sealed record Finding(string Code, HealthStatus Severity, string Problem, string Remedy, DateTimeOffset? Since);
