namespace Bitmagnet.Functions.Sweeping;

/// <summary>A row of a group, to look it up by.</summary>
/// <param name="Id">Primary key in queue_jobs.</param>
/// <param name="Error">The beginning of its error, without API keys.</param>
public sealed record SweepSample(string Id, string? Error);
