namespace Bitmagnet.Functions.Sweeping;

/// <summary>A row of a group, to look it up by.</summary>
/// <param name="Id">Primary key in queue_jobs; its first 200 characters.</param>
/// <param name="Error">The beginning of its error, without API keys.</param>
/// <param name="Unreadable">The column whose value cannot be read; null: none.</param>
public sealed record SweepSample(string Id, string? Error, string? Unreadable = null);
