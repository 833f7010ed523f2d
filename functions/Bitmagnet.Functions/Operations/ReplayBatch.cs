namespace Bitmagnet.Functions.Operations;

/// <summary>What one bounded replay did.</summary>
/// <param name="Reason">Of the jobs looked at.</param>
/// <param name="Replayed">Jobs that are pending now.</param>
/// <param name="NotReplayed">Jobs whose body is no job, or that others moved meanwhile.</param>
/// <param name="Continuation">Goes on with the rest; null where there is none.</param>
public sealed record ReplayBatch(string Reason, int Replayed, int NotReplayed, string? Continuation);
