namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>One instance's view of fake time, which counts its waiting timers: a simulation advances only when everybody waits.</summary>
internal sealed class CountingTime(FakeTimeProvider fake) : TimeProvider
{
    private int waiting;

    public int Waiting => Volatile.Read(ref waiting);

    public override DateTimeOffset GetUtcNow() => fake.GetUtcNow();

    public override long GetTimestamp() => fake.GetTimestamp();

    public override long TimestampFrequency => fake.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Counted(this);
        timer.Inner = fake.CreateTimer(
            _ =>
            {
                timer.End();
                callback(state);
            },
            null,
            dueTime,
            period);
        Interlocked.Increment(ref waiting); // not before it runs, or time would advance without it
        return timer;
    }

    private sealed class Counted(CountingTime owner) : ITimer
    {
        private int ended;

        public ITimer? Inner { get; set; }

        public void End()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                Interlocked.Decrement(ref owner.waiting);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Inner!.Change(dueTime, period);

        public void Dispose()
        {
            End();
            Inner?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
