using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>A range of blocks of queue_jobs, and the time for its decisions.</summary>
/// <param name="After">A row's place (ctid), exclusive.</param>
/// <param name="End">A row's place, exclusive.</param>
/// <param name="Now">The time.</param>
internal sealed record SweepWindow(NpgsqlTid After, NpgsqlTid End, DateTimeOffset Now);
