using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Notifications;

/// <summary>A finding that somebody was told.</summary>
/// <param name="Code">Its stable code.</param>
/// <param name="Severity">How bad it was.</param>
/// <param name="Problem">In words.</param>
internal sealed record ToldFinding(string Code, HealthStatus Severity, string Problem);
