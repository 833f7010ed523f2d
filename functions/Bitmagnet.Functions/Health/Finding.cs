namespace Bitmagnet.Functions.Health;

/// <summary>One thing that is not as it should be.</summary>
/// <param name="Code">Stable; docs/health.md lists them all.</param>
/// <param name="Severity">What it makes of the whole.</param>
/// <param name="Problem">What is wrong, without secrets.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Since">Since when, as far as it was seen.</param>
public sealed record Finding(string Code, HealthStatus Severity, string Problem, string Remedy, DateTimeOffset? Since = null);
