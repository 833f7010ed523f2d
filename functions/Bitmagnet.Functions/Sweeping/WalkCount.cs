namespace Bitmagnet.Functions.Sweeping;

/// <summary>What a walk counts that may take several runs.</summary>
/// <param name="SoFar">In the walk under way.</param>
/// <param name="LastWalk">In the last walk that reached the end.</param>
internal readonly record struct WalkCount(long SoFar, long LastWalk)
{
    /// <summary>As many as are known of.</summary>
    public long Known => Math.Max(SoFar, LastWalk);

    /// <summary>With some more.</summary>
    public WalkCount Plus(long more) => this with { SoFar = SoFar + more };

    /// <summary>At the end of the walk.</summary>
    public WalkCount Ended() => new(0, SoFar);
}
