using Bitmagnet.Sandbox;
using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>A state of TMDB in which both sides enrich the same torrents. Every answer takes 50 ms.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="RequestsPerSecond">Requests a second above which TMDB answers 429; null: no limit.</param>
/// <param name="Fault">The fault from the start; null: none.</param>
/// <param name="GoneFor">How long TMDB is unreachable after <see cref="GoneAfter"/>; zero: never.</param>
internal sealed record Scenario(string Name, int? RequestsPerSecond, FaultOrder? Fault, TimeSpan GoneFor)
{
    /// <summary>When TMDB goes away after the start of a side.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(5);

    private static readonly FaultOrder Latency = new(FaultKind.Slow, DelayMilliseconds: 50);

    /// <summary>All scenarios.</summary>
    /// <param name="gone">How long TMDB is away in the last.</param>
    public static IReadOnlyList<Scenario> All(TimeSpan gone) =>
    [
        new("healthy", null, null, TimeSpan.Zero),
        new("at its limit (15/s)", 15, null, TimeSpan.Zero),
        new("5 % of answers 503", null, new FaultOrder(FaultKind.Maintenance, Every: 20), TimeSpan.Zero),
        new($"gone for {gone.TotalSeconds:0} s", null, null, gone),
    ];

    /// <summary>Plays the scenario until the side has ended.</summary>
    public async Task PlayAsync(TmdbSimulator tmdb, CancellationToken end)
    {
        if (Fault is not null)
        {
            tmdb.Fail(Fault);
        }

        tmdb.Fail(Latency);
        if (GoneFor == TimeSpan.Zero)
        {
            return;
        }

        await Task.Delay(GoneAfter, end);
        tmdb.Heal();
        tmdb.Fail(new FaultOrder(FaultKind.Refused));
        await Task.Delay(GoneFor, end);
        tmdb.Heal();
        tmdb.Fail(Latency);
    }
}
