namespace Bitmagnet.Functions.Sweeping;

/// <summary>A sample row of a group.</summary>
/// <param name="Id">The first 200 characters of its primary key in queue_jobs.</param>
/// <param name="Error">The beginning of its error, without API keys.</param>
/// <param name="Unreadable">The column whose value cannot be read; null: none.</param>
public sealed record SweepSample(string Id, string? Error, string? Unreadable = null);
