using System.Threading.RateLimiting;
using Azure;
using Azure.Data.Tables;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// One budget of requests over all instances. Time is cut into slots, one a request; a row of the state table holds the first
/// slot that nobody has taken, and an instance takes the next few, under the row's ETag, for the callers that wait.
/// So nobody has to join or leave: a newcomer's slots come after those taken before, and the slots of an instance that
/// crashed pass unused. A slot too old is dropped; the slots are apart by so much that the lateness allowed never adds
/// up to more than the limit in any second.
/// </summary>
public sealed class TmdbBudget(TmdbTables tables, TmdbOptions options, TimeProvider time, Random random) : IDisposable
{
    private const string Partition = "tmdb";
    private const string NextColumn = "Next";

    /// <summary>How late a slot may be used, as a part of the window of one second (or of one interval, if longer).</summary>
    private const double Lateness = 0.05;

    /// <summary>Slots are not taken further ahead than this.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(30);

    private readonly string row = $"budget-{options.HostFingerprint}";
    private readonly TimeSpan window = options.RequestInterval > TimeSpan.FromSeconds(1) ? options.RequestInterval : TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Queue<DateTimeOffset> slots = [];
    private (DateTimeOffset Next, ETag ETag)? known;
    private DateTimeOffset lastClaim;
    private int lastClaimed;
    private int waiting;

    /// <summary>Time from slot to slot.</summary>
    internal TimeSpan Spacing => options.RequestInterval * (1 + Lateness);

    /// <summary>Callers that have no slot yet: one whose turn it is, and those behind.</summary>
    internal int Waiting => Volatile.Read(ref waiting);

    /// <summary>Waits for a slot. The lease needs no return.</summary>
    /// <param name="cancellationToken">Gives up; the slot, if already taken, passes unused.</param>
    public async ValueTask<RateLimitLease> AcquireAsync(CancellationToken cancellationToken)
    {
        if (options.RequestInterval == TimeSpan.Zero)
        {
            return TmdbBudgetLease.Instance;
        }

        while (true)
        {
            var slot = await NextSlotAsync(cancellationToken);
            var wait = slot - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            if (!IsTooLate(slot))
            {
                return TmdbBudgetLease.Instance;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private bool IsTooLate(DateTimeOffset slot) => time.GetUtcNow() - slot > window * Lateness;

    private async Task<DateTimeOffset> NextSlotAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting);
        var isMyTurn = false;
        try
        {
            await turn.WaitAsync(cancellationToken);
            isMyTurn = true;
            while (true)
            {
                while (slots.TryDequeue(out var slot))
                {
                    if (!IsTooLate(slot))
                    {
                        return slot;
                    }
                }

                await ClaimAsync(cancellationToken);
            }
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
        var now = time.GetUtcNow();
        var isBusy = now - lastClaim < Spacing * (lastClaimed + 1);
        var ahead = isBusy ? Math.Min(options.RateLimitBurst, lastClaimed * 2) : 1;
        var most = Math.Max(1, (int)(TimeSpan.FromSeconds(1) / Spacing));
        var count = Math.Clamp(Math.Max(Volatile.Read(ref waiting), ahead), 1, most);
        while (true)
        {
            var first = await TryClaimAsync(count, cancellationToken);
            if (first is { } start)
            {
                lastClaim = time.GetUtcNow();
                lastClaimed = count;
                for (var i = 0; i < count; i++)
                {
                    slots.Enqueue(start + (Spacing * i));
                }

                return;
            }
        }
    }

    /// <summary>Takes slots; null where another instance was faster, or they would be too far ahead, after a pause.</summary>
    private async Task<DateTimeOffset?> TryClaimAsync(int count, CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var (next, etag) = known ??= await ReadAsync(table, cancellationToken);
        var now = time.GetUtcNow();
        if (next > now + Horizon)
        {
            known = null;
            if (next <= now + (Horizon * 2) + (Spacing * count))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
                return null;
            }

            next = now; // Nobody takes slots so far ahead: written by an instance whose clock is wrong.
        }

        var start = next > now ? next : now;
        var entity = new TableEntity(Partition, row) { [NextColumn] = start + (Spacing * count) };
        try
        {
            var response = etag == default
                ? await table.AddEntityAsync(entity, cancellationToken)
                : await table.UpdateEntityAsync(entity, etag, TableUpdateMode.Replace, cancellationToken);
            known = response.Headers.ETag is { } written ? ((DateTimeOffset)entity[NextColumn], written) : null;
            return start;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            known = null; // Another instance took these slots: read and try the ones after them.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 20)), time, cancellationToken);
            return null;
        }
    }

    private async Task<(DateTimeOffset Next, ETag ETag)> ReadAsync(TableClient table, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, row, [NextColumn], cancellationToken);
        return found.HasValue ? (found.Value!.GetDateTimeOffset(NextColumn) ?? default, found.Value.ETag) : default;
    }
}
