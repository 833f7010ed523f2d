using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>A range of blocks in a walk over queue_jobs, worked on by one connection.</summary>
/// <param name="after">A row's place (ctid), exclusive.</param>
/// <param name="end">A row's place, exclusive.</param>
internal sealed class SweepRange(NpgsqlTid after, NpgsqlTid end)
{
    /// <summary>Up to where it is done.</summary>
    public NpgsqlTid Reached { get; set; } = after;

    /// <summary>Where it ends.</summary>
    public NpgsqlTid End { get; } = end;

    /// <summary>True once all of it is done.</summary>
    public bool IsDone => Reached == End;
}
