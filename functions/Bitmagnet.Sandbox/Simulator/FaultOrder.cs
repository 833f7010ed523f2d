namespace Bitmagnet.Sandbox.Simulator;

/// <summary>A fault to simulate.</summary>
/// <param name="Fault">The kind of fault.</param>
/// <param name="Times">How many requests fail; null: all until the faults are cleared.</param>
/// <param name="Path">Only requests whose path starts with this, such as <c>/3/search</c>; null: every one.</param>
/// <param name="RetryAfter">Seconds in Retry-After, for a rate limit.</param>
/// <param name="DelayMilliseconds">The delay of a slow answer, in milliseconds.</param>
/// <param name="Every">One in this many requests fails, and the others meet the faults after this one; null: all fail.</param>
public sealed record FaultOrder(FaultKind Fault, int? Times = null, string? Path = null, int RetryAfter = 1, int DelayMilliseconds = 5000, int? Every = null);
