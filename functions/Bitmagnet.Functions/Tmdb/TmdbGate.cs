using Azure;
using Azure.Data.Tables;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// Whether TMDB can be asked, shared by all instances through a row of the state table. While it cannot, nobody asks; when the
/// pause is over one instance probes, after moving the end of the pause on under the row's ETag, so that the others keep
/// waiting and the prober may crash. Nothing latches: every pause ends within minutes.
/// </summary>
public sealed class TmdbGate(
    TmdbTables tables, TmdbClient client, TmdbOptions options, TimeProvider time, Random random, ILogger<TmdbGate> logger) : IDisposable
{
    private const string Partition = "tmdb";

    /// <summary>How long the row in memory is believed.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    /// <summary>Only after so long a good time do pauses begin short again.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(5);

    private readonly string row = $"gate-{options.Fingerprint}";
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly DateTimeOffset start = time.GetUtcNow();
    private volatile State? memory;

    private sealed record State(TmdbAvailability Availability, int Failures, ETag ETag, DateTimeOffset ReadAt)
    {
        public bool IsAvailable => Availability.Status == TmdbStatus.Available;
    }

    /// <summary>The state now. Where a pause is over and no other instance is at it, this call probes first.</summary>
    public async Task<TmdbAvailability> CurrentAsync(CancellationToken cancellationToken)
    {
        if (Off is { } off)
        {
            return off;
        }

        var state = await ReadAsync(Freshness, cancellationToken);
        if (state.IsAvailable || !await TryBecomeProberAsync(cancellationToken))
        {
            return state.Availability;
        }

        return await client.ProbeAsync(cancellationToken) is { } fault
            ? await ReportAsync(fault, cancellationToken)
            : await OpenAsync(cancellationToken);
    }

    /// <summary>The state as it was last written. Never probes: asking costs TMDB nothing.</summary>
    public async Task<TmdbAvailability> PeekAsync(CancellationToken cancellationToken) =>
        Off ?? (await ReadAsync(Freshness, cancellationToken)).Availability;

    /// <summary>
    /// For a look-up that has waited for the budget: others may have found TMDB shut meanwhile. Its request would say nothing new, and the probe
    /// would stand behind it.
    /// </summary>
    /// <exception cref="TmdbShutException">TMDB is not to be asked.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (await PeekAsync(cancellationToken) is { Status: not TmdbStatus.Available } state)
        {
            throw new TmdbShutException(state);
        }
    }

    /// <summary>True for one instance, once a pause: it must probe, and report what it sees.</summary>
    public async Task<bool> TryBecomeProberAsync(CancellationToken cancellationToken)
    {
        if (Off is not null || memory is { } held && IsPausing(held))
        {
            return false;
        }

        var state = await ReadAsync(TimeSpan.Zero, cancellationToken);
        if (state.IsAvailable || IsPausing(state))
        {
            return false;
        }

        var failures = state.Failures + 1;
        var next = state with
        {
            Failures = failures,
            Availability = state.Availability with { Until = End(state.Availability.Status, failures, null) },
        };
        return await TryWriteAsync(next, cancellationToken);
    }

    /// <summary>Says that TMDB failed as a whole; the state after it.</summary>
    public async Task<TmdbAvailability> ReportAsync(TmdbFault fault, CancellationToken cancellationToken)
    {
        if (Off is { } off)
        {
            return off;
        }

        while (true)
        {
            var state = await ReadAsync(TimeSpan.Zero, cancellationToken);
            var next = After(state, fault);
            if (next == state || await TryWriteAsync(next, cancellationToken))
            {
                if (state.IsAvailable || state.Availability.Status != next.Availability.Status)
                {
                    Log.Shut(logger, fault.Status, fault.Cause, next.Availability.Until!.Value);
                }

                return next.Availability;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    private TmdbAvailability? Off => !options.Enabled
        ? new TmdbAvailability(TmdbStatus.Disabled, "TMDB_ENABLED is false", start, null)
        : options.ApiKey is null
            ? new TmdbAvailability(
                TmdbStatus.Unconfigured, "TMDB_API_KEY is not set; get a key at https://www.themoviedb.org/settings/api", start, null)
            : null;

    private State After(State state, TmdbFault fault)
    {
        var now = time.GetUtcNow();
        var since = state.Availability.Status == fault.Status ? state.Availability.Since : now;
        if (IsPausing(state))
        {
            // One of several requests that failed together, or the probe: the pause runs already, and only grows if TMDB asks for more.
            // Were it to grow with each report, those on their way when TMDB failed would put the next probe off.
            var wait = fault.Wait ?? TimeSpan.Zero;
            var asked = now + (wait < TmdbPauses.Longest ? wait : TmdbPauses.Longest);
            var until = state.Availability.Until > asked ? state.Availability.Until : asked;
            return state with { Availability = new TmdbAvailability(fault.Status, fault.Cause, since, until) };
        }

        var failures = state.IsAvailable && now - state.Availability.Since > Recovery ? 0 : state.Failures;
        return state with
        {
            Failures = failures,
            Availability = new TmdbAvailability(fault.Status, fault.Cause, since, End(fault.Status, failures, fault.Wait)),
        };
    }

    private async Task<TmdbAvailability> OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await ReadAsync(TimeSpan.Zero, cancellationToken);
            if (state.IsAvailable)
            {
                return state.Availability;
            }

            var next = state with { Availability = new TmdbAvailability(TmdbStatus.Available, null, time.GetUtcNow(), null) };
            if (await TryWriteAsync(next, cancellationToken))
            {
                Log.Opened(logger, state.Availability.Since);
                await client.CloseCircuitAsync(cancellationToken);
                return next.Availability;
            }
        }
    }

    private bool IsPausing(State state) => !state.IsAvailable && state.Availability.Until > time.GetUtcNow();

    private DateTimeOffset End(TmdbStatus status, int failures, TimeSpan? wait) =>
        time.GetUtcNow() + (TmdbPauses.Of(status, failures, wait) * (1 + (random.NextDouble() / 10)));

    private async Task<State> ReadAsync(TimeSpan freshness, CancellationToken cancellationToken)
    {
        if (IsFresh())
        {
            return memory!;
        }

        await reading.WaitAsync(cancellationToken);
        try
        {
            if (IsFresh())
            {
                return memory!;
            }

            var table = await tables.StateAsync(cancellationToken);
            var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, row, cancellationToken: cancellationToken);
            var before = memory;
            var state = found.HasValue
                ? FromEntity(found.Value!)
                : new State(new TmdbAvailability(TmdbStatus.Available, null, before?.Availability.Since ?? start, null), 0, default, time.GetUtcNow());
            memory = state;
            if (state.IsAvailable && before is { IsAvailable: false })
            {
                await client.CloseCircuitAsync(cancellationToken); // Another instance's probe succeeded.
            }

            return state;
        }
        finally
        {
            reading.Release();
        }

        bool IsFresh() => memory is { } held && time.GetUtcNow() - held.ReadAt < freshness;
    }

    private State FromEntity(TableEntity entity) => new(
        new TmdbAvailability(
            Enum.TryParse<TmdbStatus>(entity.GetString("Status"), out var status) ? status : TmdbStatus.Available,
            entity.GetString("Cause"),
            entity.GetDateTimeOffset("Since") ?? start,
            entity.GetDateTimeOffset("Until")),
        entity.GetInt32("Failures") ?? 0,
        entity.ETag,
        time.GetUtcNow());

    /// <summary>False where another instance wrote first.</summary>
    private async Task<bool> TryWriteAsync(State state, CancellationToken cancellationToken)
    {
        var table = await tables.StateAsync(cancellationToken);
        var entity = new TableEntity(Partition, row)
        {
            ["Status"] = state.Availability.Status.ToString(),
            ["Cause"] = state.Availability.Cause,
            ["Since"] = state.Availability.Since,
            ["Until"] = state.Availability.Until,
            ["Failures"] = state.Failures,
        };
        try
        {
            var response = state.ETag == default
                ? await table.AddEntityAsync(entity, cancellationToken)
                : await table.UpdateEntityAsync(entity, state.ETag, TableUpdateMode.Replace, cancellationToken);
            memory = state with { ETag = response.Headers.ETag ?? default, ReadAt = time.GetUtcNow() };
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
