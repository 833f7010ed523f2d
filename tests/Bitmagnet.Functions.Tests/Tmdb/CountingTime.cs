using Microsoft.Extensions.Time.Testing;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>Fake time that knows how many timers wait, so that a simulation moves on only when everybody waits.</summary>
internal sealed class CountingTime : TimeProvider
{
    private readonly FakeTimeProvider fake = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private int waiting;

    public int Waiting => Volatile.Read(ref waiting);

    public override DateTimeOffset GetUtcNow() => fake.GetUtcNow();

    public override long GetTimestamp() => fake.GetTimestamp();

    public override long TimestampFrequency => fake.TimestampFrequency;

    public void Advance(TimeSpan by) => fake.Advance(by);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref waiting);
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
