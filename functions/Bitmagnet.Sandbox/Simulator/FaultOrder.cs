namespace Bitmagnet.Sandbox.Simulator;

/// <summary>Asks the simulator to fail.</summary>
/// <param name="Fault">How.</param>
/// <param name="Times">How many requests fail; null: all until the faults are cleared.</param>
/// <param name="Path">Only requests whose path begins so, such as <c>/3/search</c>; null: every one.</param>
/// <param name="RetryAfter">Seconds in Retry-After, of a rate limit.</param>
/// <param name="DelayMilliseconds">How late, of a slow answer.</param>
/// <param name="Every">One request of so many fails, and the others meet the faults after this one; null: each.</param>
public sealed record FaultOrder(FaultKind Fault, int? Times = null, string? Path = null, int RetryAfter = 1, int DelayMilliseconds = 5000, int? Every = null);
