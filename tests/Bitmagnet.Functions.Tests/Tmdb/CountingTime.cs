namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>Fake time as one instance sees it, which knows how many of its timers wait: a simulation moves on only when everybody waits.</summary>
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
        Interlocked.Increment(ref waiting); // not before it runs: time would move on without it
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
