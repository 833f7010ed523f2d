namespace Bitmagnet.Functions.Tests.Storage;

/// <summary>The system's clock, put forward by hand: what is remembered for a while has to be read again.</summary>
internal sealed class ForwardedTime : TimeProvider
{
    private TimeSpan forward;

    public void Forward(TimeSpan time) => forward += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + forward;
}
