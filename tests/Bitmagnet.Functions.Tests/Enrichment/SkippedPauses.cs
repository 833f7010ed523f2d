namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>The system's clock, except that waits of one length end at once.</summary>
internal sealed class SkippedPauses(TimeSpan pause) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == pause ? TimeSpan.Zero : dueTime, period);
}
