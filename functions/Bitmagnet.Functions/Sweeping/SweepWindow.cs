namespace Bitmagnet.Functions.Sweeping;

/// <summary>A range of ids of queue_jobs, and the times that decisions in it go by.</summary>
/// <param name="After">Exclusive; empty for the first.</param>
/// <param name="Last">Inclusive; null where the table ends.</param>
/// <param name="FailedSince">Failed jobs that ran before are not looked at.</param>
/// <param name="Now">The time.</param>
internal sealed record SweepWindow(string After, string? Last, DateTimeOffset FailedSince, DateTimeOffset Now);
