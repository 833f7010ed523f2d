using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// One budget of requests for all instances. Time is divided into slots, one for each request. A row of the state table holds the first
/// free slot, and an instance takes the next few under the row's ETag for its waiting callers. Instances neither join nor leave: a new one
/// takes later slots, and the slots of a crashed one pass unused. A slot that is too old is dropped.
/// </summary>
public sealed class TmdbBudget(TmdbTables tables, TmdbOptions options, TimeProvider time, Random random) : IDisposable
{
    /// <summary>
    /// The longest wait of a look-up: half of a job's default deadline, so its answer is still of use. All look-ups of one instance
    /// (host.json's batchSize × 8 a job) fit in at one request a second.
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>How late a slot may be used, as a share of one second (or of one interval if longer).</summary>
    internal const double Lateness = 0.05;

    private readonly TmdbBudgetRow row = new(tables, options, time, random);
    private readonly TimeSpan latest = Lateness * TimeSpan.FromTicks(Math.Max(options.RequestInterval.Ticks, TimeSpan.TicksPerSecond));
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>This instance's unused slots, the earliest first; also the lock of the two fields.</summary>
    private readonly PriorityQueue<DateTimeOffset, DateTimeOffset> slots = new();
    private DateTimeOffset heldUntil;
    private DateTimeOffset lastClaim;
    private int lastClaimed;
    private int waiting;

    internal TimeSpan Spacing => row.Spacing;

    /// <summary>The number of callers without a slot: the one whose turn it is, and those after it.</summary>
    internal int Waiting => Volatile.Read(ref waiting);

    /// <summary>The end of a pause that TMDB asked for; in the past where there is none.</summary>
    internal DateTimeOffset HeldUntil
    {
        get
        {
            lock (slots)
            {
                return Held;
            }
        }
    }

    /// <summary>
    /// Waits for a slot. Null: the request may leave now. Otherwise it is refused at once, since the wait would be too long or the request
    /// is no longer wanted, and a slot would come after so long.
    /// </summary>
    /// <param name="longestWait">How long the wait may be, as far as it can be foreseen.</param>
    /// <param name="isWanted">Asked whenever the caller has waited.</param>
    /// <param name="prepare">
    /// Makes the request ready to leave, one caller of an instance after the other, and before a slot is taken: one that waited for its
    /// connection after its slot would arrive together with those of later slots.
    /// </param>
    /// <param name="giveBack">Gives back what is ready, for which others may wait: the slot had passed.</param>
    /// <param name="cancellationToken">Cancels the call. A slot already taken goes to the next caller.</param>
    internal async ValueTask<TimeSpan?> WaitAsync(
        TimeSpan longestWait, Func<bool> isWanted, Func<CancellationToken, Task> prepare, Action giveBack,
        CancellationToken cancellationToken)
    {
        if (options.RequestInterval == TimeSpan.Zero)
        {
            return await WaitForHoldAsync(longestWait, isWanted, prepare, cancellationToken);
        }

        while (await NextSlotAsync(longestWait, isWanted, prepare, cancellationToken) is { } slot)
        {
            try
            {
                await WaitForAsync(slot, cancellationToken);
            }
            catch
            {
                Keep(slot);
                throw;
            }

            if (isWanted() && IsUsable(slot))
            {
                return null;
            }

            giveBack();
        }

        return WaitBehind(Waiting);
    }

    /// <summary>
    /// Holds all requests for as long as TMDB asks. This instance stops at once. The others use up the slots they have taken, which lie
    /// within the next two seconds, unless TMDB tells them too; then they find their next slots after that time.
    /// </summary>
    /// <param name="wait">From now; no more than the longest pause is kept.</param>
    /// <param name="cancellationToken">Cancels the call; this instance has stopped all the same.</param>
    public async Task HoldAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + (wait < TmdbPauses.Longest ? wait : TmdbPauses.Longest);
        lock (slots)
        {
            if (until <= Held)
            {
                return;
            }

            heldUntil = until;
        }

        if (options.RequestInterval > TimeSpan.Zero)
        {
            await row.HoldAsync(until, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    /// <summary>Without a limit there are no slots, but what TMDB asks for is kept.</summary>
    private async Task<TimeSpan?> WaitForHoldAsync(
        TimeSpan longestWait, Func<bool> isWanted, Func<CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        await prepare(cancellationToken);
        for (var wait = HeldUntil - time.GetUtcNow(); wait > TimeSpan.Zero; wait = HeldUntil - time.GetUtcNow())
        {
            if (wait > longestWait)
            {
                return wait;
            }

            await DelayAsync(wait, cancellationToken);
        }

        return isWanted() ? null : TimeSpan.Zero;
    }

    private DateTimeOffset Held => WrittenTime.IsAhead(heldUntil, time.GetUtcNow(), TmdbPauses.Longest) ? heldUntil : default;

    private async Task WaitForAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        for (var wait = at - time.GetUtcNow(); wait > TimeSpan.Zero && IsUsable(at); wait = at - time.GetUtcNow())
        {
            await DelayAsync(wait, cancellationToken);
        }
    }

    /// <summary>A part of a millisecond counts as a whole one: cut off, it would let the request leave before its slot.</summary>
    private Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);

    /// <summary>Null where the wait would be too long, or for nothing.</summary>
    private async Task<DateTimeOffset?> NextSlotAsync(
        TimeSpan longestWait, Func<bool> isWanted, Func<CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        var isMyTurn = false;
        var ahead = Interlocked.Increment(ref waiting) - 1;
        try
        {
            if (!isWanted() || WaitBehind(ahead) > longestWait)
            {
                return null;
            }

            await turn.WaitAsync(cancellationToken);
            isMyTurn = true;
            if (!isWanted())
            {
                return null; // so that those who wait leave at once, not one a slot
            }

            await prepare(cancellationToken);
            while (isWanted())
            {
                if (TakeKept() is { } slot)
                {
                    return slot;
                }

                if (WaitBehind(0) > longestWait)
                {
                    return null; // held meanwhile
                }

                await ClaimAsync(cancellationToken);
            }

            return null;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
            if (isMyTurn)
            {
                turn.Release();
            }
        }
    }

    /// <summary>Takes slots for all that wait, and where the last ones were used up at once, a few ahead; at most a second's worth.</summary>
    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var isBusy = time.GetUtcNow() - lastClaim < Spacing * (lastClaimed + 1);
        var ahead = isBusy ? Math.Min(options.RateLimitBurst, lastClaimed * 2) : 1;
        var count = Math.Clamp(Math.Max(Waiting, ahead), 1, row.MostAtOnce);
        var first = await row.ClaimAsync(count, HeldUntil, cancellationToken);
        lastClaim = time.GetUtcNow();
        lastClaimed = count;
        for (var i = 0; i < count; i++)
        {
            Keep(first + (Spacing * i));
        }
    }

    private void Keep(DateTimeOffset slot)
    {
        lock (slots)
        {
            slots.Enqueue(slot, slot);
        }
    }

    private DateTimeOffset? TakeKept()
    {
        lock (slots)
        {
            while (slots.TryDequeue(out var slot, out _))
            {
                if (IsUsable(slot))
                {
                    return slot;
                }
            }

            return null;
        }
    }

    /// <summary>Whether a slot's time has not passed. One further ahead than a claim reaches was taken before the clock was set back.</summary>
    private bool IsUsable(DateTimeOffset slot) =>
        slot >= HeldUntil && time.GetUtcNow() - slot is var late && late <= latest && late >= -row.Reach;

    /// <summary>How long a caller would wait: for the first slot that nobody has taken, and those of the callers ahead of it.</summary>
    private TimeSpan WaitBehind(int ahead)
    {
        lock (slots)
        {
            var first = Held > row.Next ? Held : row.Next;
            return ahead < slots.Count ? TimeSpan.Zero : first - time.GetUtcNow() + (Spacing * (ahead - slots.Count));
        }
    }
}
