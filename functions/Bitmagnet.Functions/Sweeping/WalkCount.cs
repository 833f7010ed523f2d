namespace Bitmagnet.Functions.Sweeping;

/// <summary>A count of a walk that may take several runs.</summary>
/// <param name="SoFar">The count of the current walk so far.</param>
/// <param name="LastWalk">The count of the last walk that reached the end.</param>
internal readonly record struct WalkCount(long SoFar, long LastWalk)
{
    /// <summary>The larger of the two.</summary>
    public long Known => Math.Max(SoFar, LastWalk);

    public WalkCount Plus(long more) => this with { SoFar = SoFar + more };

    /// <summary>The count when the walk ends.</summary>
    public WalkCount Ended() => new(0, SoFar);
}
