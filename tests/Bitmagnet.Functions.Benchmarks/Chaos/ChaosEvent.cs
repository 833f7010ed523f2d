using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Benchmarks.Chaos;

/// <summary>One event of a run.</summary>
/// <param name="Kind">The kind of event.</param>
/// <param name="After">The time since the event before it.</param>
/// <param name="Fault">How TMDB fails from then on, for <see cref="ChaosKind.TmdbFails"/>.</param>
internal sealed record ChaosEvent(ChaosKind Kind, TimeSpan After, FaultKind Fault = default)
{
    /// <summary>The event for the output.</summary>
    public override string ToString() => Kind == ChaosKind.TmdbFails ? $"{Kind} ({Fault})" : $"{Kind}";
}

/// <summary>The kinds of events.</summary>
internal enum ChaosKind
{
    /// <summary>SIGKILL ends one instance, and another starts.</summary>
    Kill,

    /// <summary>SIGTERM ends one instance, and another starts.</summary>
    Terminate,

    /// <summary>One more instance starts, up to three.</summary>
    AddInstance,

    /// <summary>All processes of PostgreSQL are killed; it recovers and comes back.</summary>
    PostgresCrash,

    /// <summary>PostgreSQL is stopped and started.</summary>
    PostgresRestart,

    /// <summary>Azurite is stopped and started.</summary>
    AzuriteRestart,

    /// <summary>TMDB starts to fail in one of its known ways.</summary>
    TmdbFails,

    /// <summary>TMDB answers again.</summary>
    TmdbHeals,

    /// <summary>A malformed message arrives on the queue.</summary>
    Poison,

    /// <summary>bitmagnet writes: new torrents with their rows, and jobs of its own, stale and equal ones among them.</summary>
    BitmagnetWrites,
}
