using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// Decides for all instances whether TMDB can be asked, by a row of the state table. It shuts only on evidence beyond one title, since
/// names come from strangers: the neutral probe fails as well, several different look-ups fail without an answer in between, or TMDB
/// repeats that there are too many requests. A circuit breaker would only count the attempts of one look-up. While the gate is shut nobody
/// asks. After each pause one instance probes: it first extends the pause under the row's ETag, so the others keep waiting and it may
/// crash. No state is permanent.
/// </summary>
public sealed class TmdbGate(
    TmdbTables tables, TmdbProbe probe, TmdbOptions options, TimeProvider time, Random random, ILogger<TmdbGate> logger) : IDisposable
{
    /// <summary>How long the row is kept in memory.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    /// <summary>How long a successful probe vouches for TMDB, so that one bad title does not cause a probe for each attempt.</summary>
    private static readonly TimeSpan ProbeBelieved = TimeSpan.FromSeconds(3);

    /// <summary>How long TMDB must answer before the pauses of a rate limit start short again.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(5);

    /// <summary>By how much a pause is lengthened at most, as a share of it.</summary>
    private const double Jitter = 0.1;

    private readonly TmdbGateRow row = new(tables, options, time);
    private readonly TmdbEvidence evidence = new();
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly SemaphoreSlim probing = new(1, 1);
    private readonly DateTimeOffset start = time.GetUtcNow();
    private DateTimeOffset wellAt = DateTimeOffset.MinValue;
    private volatile TmdbGateState? memory;

    /// <summary>Raised when this instance's probe finds TMDB back: all instances may ask, and waiting work is due.</summary>
    public event Action? Opened;

    /// <summary>Why TMDB may not be asked, as far as this instance knows without any I/O; null if it may.</summary>
    internal TmdbAvailability? Shut => memory is { IsAvailable: false } state ? state.Availability : null;

    /// <summary>Why TMDB is never asked; null if it is.</summary>
    internal TmdbAvailability? Off => !options.Enabled ? new(TmdbStatus.Disabled, "TMDB_ENABLED is false", start, null)
        : options.ApiKey is not null ? null
        : new(TmdbStatus.Unconfigured, "TMDB_API_KEY is not set", start, null)
        {
            Remedy = "get a key at https://www.themoviedb.org/settings/api",
        };

    /// <summary>Whether a known pause is over.</summary>
    internal bool IsProbeDue => memory is { IsAvailable: false } state && !IsPausing(state);

    /// <summary>The current state. If a pause is over and no other instance probes, this call probes first.</summary>
    public async Task<TmdbAvailability> CurrentAsync(CancellationToken cancellationToken)
    {
        if (Off is { } off)
        {
            return off;
        }

        var state = await ReadAsync(Freshness, cancellationToken);
        if (state.IsAvailable || !await TryBecomeProberAsync(cancellationToken))
        {
            return (memory ?? state).Availability;
        }

        return await probe.AskAsync(state.Call, cancellationToken) is { } fault
            ? await ReportAsync(fault, state.Call, cancellationToken)
            : await OpenAsync(cancellationToken);
    }

    /// <summary>The state as last written. Never probes.</summary>
    public async Task<TmdbAvailability> PeekAsync(CancellationToken cancellationToken) =>
        Off ?? (await ReadAsync(Freshness, cancellationToken)).Availability;

    /// <inheritdoc/>
    public void Dispose()
    {
        reading.Dispose();
        probing.Dispose();
    }

    /// <summary>Notes that TMDB answered a look-up.</summary>
    internal void Answered() => evidence.Answered();

    /// <summary>
    /// Finds out whose fault the failed attempt of a look-up is, of a kind such as <c>search/movie</c>, and shuts the gate if it is TMDB's.
    /// <see cref="Shut"/> tells.
    /// </summary>
    internal async Task JudgeAsync(string lookUp, string call, TmdbFault fault, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (Off is not null || Shut is not null || IsOfThePast(askedAt))
        {
            return;
        }

        if (fault.Status == TmdbStatus.RateLimited)
        {
            var hold = fault.Wait ?? TmdbPauses.Of(fault, 0);
            if (hold > TmdbPipeline.LongestRetryWait || evidence.Limited(askedAt, time.GetUtcNow() + hold))
            {
                await ReportAsync(fault, null, cancellationToken);
            }
        }
        else if (evidence.Failed(lookUp))
        {
            await ReportAsync(fault, call, cancellationToken);
        }
        else
        {
            await ProbeOnceAsync(call, cancellationToken);
        }
    }

    /// <summary>Makes sure that an answer which says that there is nothing comes from TMDB: shuts the gate if the neutral probe fails.</summary>
    internal Task ConfirmAsync(CancellationToken cancellationToken) => Shut is null ? ProbeOnceAsync(null, cancellationToken) : Task.CompletedTask;

    /// <summary>Returns true to one instance for each pause; it must probe and report the result.</summary>
    internal async Task<bool> TryBecomeProberAsync(CancellationToken cancellationToken)
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

        var next = state with
        {
            Failures = state.Failures + 1,
            Availability = state.Availability with { Until = End(new TmdbFault(state.Availability.Status, ""), state.Failures + 1) },
        };
        return await TryWriteAsync(next, cancellationToken);
    }

    /// <summary>Reports that TMDB as a whole failed, and returns the new state.</summary>
    internal async Task<TmdbAvailability> ReportAsync(TmdbFault fault, string? call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await ReadAsync(TimeSpan.Zero, cancellationToken);
            var next = After(state, fault, call);
            if (next == state || await TryWriteAsync(next, cancellationToken))
            {
                if (state.IsAvailable || state.Availability.Status != next.Availability.Status)
                {
                    Log.Shut(logger, fault.Status, fault, next.Availability.Until!.Value);
                }

                return next.Availability;
            }
        }
    }

    /// <summary>Whether a request was sent before TMDB came back, so it says nothing about TMDB now.</summary>
    private bool IsOfThePast(DateTimeOffset askedAt) => memory is { IsAvailable: true } state
        && askedAt < state.Availability.Since && !WrittenTime.IsWrong(state.Availability.Since, time.GetUtcNow());

    /// <summary>Probes after a failure; failures at the same time share one probe.</summary>
    private async Task ProbeOnceAsync(string? call, CancellationToken cancellationToken)
    {
        await probing.WaitAsync(cancellationToken);
        try
        {
            if (Shut is not null || WrittenTime.IsWithin(wellAt, time.GetUtcNow(), ProbeBelieved))
            {
                return;
            }

            if (await probe.AskAsync(call, cancellationToken) is { } fault)
            {
                await ReportAsync(fault, call, cancellationToken);
            }
            else
            {
                wellAt = time.GetUtcNow();
            }
        }
        finally
        {
            probing.Release();
        }
    }

    private TmdbGateState After(TmdbGateState state, TmdbFault fault, string? call)
    {
        var now = time.GetUtcNow();
        var since = state.Availability.Status == fault.Status ? state.Availability.Since : now;
        if (IsPausing(state))
        {
            // Several requests failed together, or the probe did: the pause runs already, and grows only if asking does harm.
            var asked = fault.HarmfulFor is null ? now : now + TmdbPauses.Of(fault, 0);
            var until = state.Availability.Until > asked ? state.Availability.Until : asked;
            return state with { Availability = fault.At(since, until) };
        }

        var failures = state.IsAvailable && now - state.Availability.Since > Recovery ? 0 : state.Failures;
        return state with { Failures = failures, Call = call, Availability = fault.At(since, End(fault, failures)) };
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

            var next = state with { Call = null, Availability = new TmdbAvailability(TmdbStatus.Available, null, time.GetUtcNow(), null) };
            if (await TryWriteAsync(next, cancellationToken))
            {
                Log.Opened(logger, state.Availability.Since);
                Opened?.Invoke();
                return next.Availability;
            }
        }
    }

    private bool IsPausing(TmdbGateState state) =>
        !state.IsAvailable && WrittenTime.IsAhead(state.Availability.Until, time.GetUtcNow(), TmdbPauses.Longest * (1 + Jitter));

    private DateTimeOffset End(TmdbFault fault, int failures) =>
        time.GetUtcNow() + (TmdbPauses.Of(fault, failures) * (1 + (random.NextDouble() * Jitter)));

    private async Task<TmdbGateState> ReadAsync(TimeSpan freshness, CancellationToken cancellationToken)
    {
        if (IsFresh())
        {
            return memory!;
        }

        await reading.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh())
            {
                Remember(await row.ReadAsync(memory?.Availability.Since ?? start, cancellationToken));
            }

            return memory!;
        }
        finally
        {
            reading.Release();
        }

        bool IsFresh() => memory is { } held && WrittenTime.IsWithin(held.ReadAt, time.GetUtcNow(), freshness);
    }

    private async Task<bool> TryWriteAsync(TmdbGateState state, CancellationToken cancellationToken)
    {
        if (await row.TryWriteAsync(state, cancellationToken) is not { } written)
        {
            return false;
        }

        Remember(written);
        return true;
    }

    private void Remember(TmdbGateState state)
    {
        if (state.IsAvailable && Shut is not null)
        {
            evidence.Answered(); // Earlier evidence belongs to the outage.
        }

        memory = state;
    }
}
