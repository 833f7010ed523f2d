using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Benchmarks.Chaos;

/// <summary>What happens at one moment of a run.</summary>
/// <param name="Kind">What.</param>
/// <param name="After">How long after the event before it.</param>
/// <param name="Fault">How TMDB fails from now on, of <see cref="ChaosKind.TmdbFails"/>.</param>
internal sealed record ChaosEvent(ChaosKind Kind, TimeSpan After, FaultKind Fault = default)
{
    /// <summary>For people, and for a run that is to be repeated.</summary>
    public override string ToString() => Kind == ChaosKind.TmdbFails ? $"{Kind} ({Fault})" : $"{Kind}";
}

/// <summary>The kinds of events.</summary>
internal enum ChaosKind
{
    /// <summary>One instance is ended by SIGKILL, and another started.</summary>
    Kill,

    /// <summary>One instance is ended by SIGTERM, and another started.</summary>
    Terminate,

    /// <summary>One more instance is started, up to three.</summary>
    AddInstance,

    /// <summary>All processes of PostgreSQL are killed; it recovers and comes back.</summary>
    PostgresCrash,

    /// <summary>PostgreSQL is stopped and started.</summary>
    PostgresRestart,

    /// <summary>Azurite is stopped and started.</summary>
    AzuriteRestart,

    /// <summary>TMDB begins to fail in one of the ways in which it has been seen to.</summary>
    TmdbFails,

    /// <summary>TMDB answers again.</summary>
    TmdbHeals,

    /// <summary>A message that is no job is put on the queue.</summary>
    Poison,

    /// <summary>bitmagnet writes: new torrents with their rows, and jobs of its own, stale and equal ones among them.</summary>
    BitmagnetWrites,
}
