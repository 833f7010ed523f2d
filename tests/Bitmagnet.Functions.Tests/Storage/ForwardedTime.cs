namespace Bitmagnet.Functions.Tests.Storage;

/// <summary>A clock that moves only when told, so caches expire alike on any machine. Pauses are real.</summary>
internal sealed class ForwardedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = System.GetUtcNow();

    private TimeSpan forward;

    public void Forward(TimeSpan time) => forward += time;

    public override DateTimeOffset GetUtcNow() => Start + forward;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => forward.Ticks;
}
