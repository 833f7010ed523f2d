using Azure;
using Azure.Data.Tables;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The row of the state table with the first free slot. It is written only under its ETag, so no slot is taken twice.</summary>
internal sealed class TmdbBudgetRow(TmdbTables tables, TmdbOptions options, TimeProvider time, Random random)
{
    private const string Partition = "tmdb";
    private const string NextColumn = "Next";

    /// <summary>
    /// How far ahead slots may be taken. After one instance is told to pause, the others still use this much and one claim.
    /// </summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(1);

    private readonly string row = $"budget-{options.HostFingerprint}";
    private volatile Seen? seen;

    private sealed record Seen(DateTimeOffset Next, ETag ETag);

    /// <summary>Time from slot to slot: far enough that allowed lateness never exceeds the limit.</summary>
    public TimeSpan Spacing { get; } = options.RequestInterval * (1 + TmdbBudget.Lateness);

    /// <summary>The most slots of one claim: a second's worth, but at least one.</summary>
    public int MostAtOnce => Math.Max(1, (int)(TimeSpan.FromSeconds(1) / Spacing));

    /// <summary>How far ahead the last slot of a claim may lie.</summary>
    public TimeSpan Reach => Horizon + (Spacing * MostAtOnce);

    /// <summary>The first free slot when the row was last seen; never in the past.</summary>
    public DateTimeOffset Next => FirstAfter(seen?.Next ?? default, time.GetUtcNow());

    /// <summary>
    /// Takes up to <see cref="MostAtOnce"/> slots, none before a time, and returns the first. Waits while they would be too far ahead.
    /// </summary>
    public async Task<DateTimeOffset> ClaimAsync(int count, DateTimeOffset earliest, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = seen ??= await ReadAsync(cancellationToken);
            var now = time.GetUtcNow();
            var next = FirstAfter(before.Next, now);
            var start = next > earliest ? next : earliest;
            if (start > now + Horizon)
            {
                // Instances try at different moments: the first takes slots, and the others see that without a failed write.
                var spread = TimeSpan.FromMilliseconds(random.Next(1, (int)(Horizon / 2).TotalMilliseconds));
                await Task.Delay(start - Horizon - now + spread, time, cancellationToken);
                seen = await ReadAsync(cancellationToken);
            }
            else if (await TryWriteAsync(before, start + (Spacing * count), cancellationToken))
            {
                return start;
            }
        }
    }

    /// <summary>Blocks all slots before a time.</summary>
    public async Task HoldAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = seen ??= await ReadAsync(cancellationToken);
            if (FirstAfter(before.Next, time.GetUtcNow()) >= until || await TryWriteAsync(before, until, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>The first slot to take; now if the row is so far ahead that an instance with a wrong clock must have written it.</summary>
    private DateTimeOffset FirstAfter(DateTimeOffset next, DateTimeOffset now) =>
        WrittenTime.IsAhead(next, now, Reach > TmdbPauses.Longest ? Reach : TmdbPauses.Longest) ? next : now;

    /// <summary>Returns false if another instance was faster; the row is then read again after a pause.</summary>
    private async Task<bool> TryWriteAsync(Seen before, DateTimeOffset next, CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var entity = new TableEntity(Partition, row) { [NextColumn] = next };
        if (await table.TryWriteAsync(entity, before.ETag, cancellationToken) is { } written)
        {
            seen = new Seen(next, written);
            return true;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 20)), time, cancellationToken);
        seen = await ReadAsync(cancellationToken);
        return false;
    }

    private async Task<Seen> ReadAsync(CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, row, [NextColumn], cancellationToken);
        return found.HasValue ? new Seen(found.Value!.GetDateTimeOffset(NextColumn) ?? default, found.Value.ETag) : new Seen(default, default);
    }
}
