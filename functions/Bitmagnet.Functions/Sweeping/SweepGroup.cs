using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Rows of one run with equal queue, status, cause and verdict.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Status">The state before the run.</param>
/// <param name="Cause">Why they failed.</param>
/// <param name="Verdict">The decision.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Samples">The first few rows.</param>
public sealed record SweepGroup(string Queue, JobStatus Status, SweepCause Cause, SweepVerdict Verdict, long Rows, IReadOnlyList<SweepSample> Samples);

/// <summary>A sample row of a group.</summary>
/// <param name="Id">The first 200 characters of its primary key in queue_jobs.</param>
/// <param name="Error">The beginning of its error, without API keys.</param>
/// <param name="Unreadable">The column whose value cannot be read; null: none.</param>
public sealed record SweepSample(string Id, string? Error, string? Unreadable = null);
