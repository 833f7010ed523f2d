using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Benchmarks.Chaos;

/// <summary>Generates a run's events. Pure: a seed always gives the same schedule.</summary>
internal static class ChaosSchedule
{
    // NotFound, NoResults, Nulls and BadDates are answers about titles, not outages: they change the expected result.
    private static readonly FaultKind[] Faults =
    [
        FaultKind.RateLimit, FaultKind.RateLimitBody, FaultKind.BadKey, FaultKind.SuspendedKey, FaultKind.Maintenance, FaultKind.GatewayTimeout,
        FaultKind.Refused, FaultKind.CdnBlock, FaultKind.LegalBlock, FaultKind.SilentGzip, FaultKind.Truncated, FaultKind.Empty, FaultKind.Slow,
    ];

    private static readonly ChaosKind[] Kinds = Enum.GetValues<ChaosKind>();

    /// <summary>The events of a seed, in order. With enough events every kind occurs at least once.</summary>
    public static IReadOnlyList<ChaosEvent> Make(int seed, int events)
    {
        var random = new Random(seed);
        var kinds = Enumerable.Range(0, events).Select(index => index < Kinds.Length ? Kinds[index] : Kinds[random.Next(Kinds.Length)]).ToArray();
        random.Shuffle(kinds);
        return [.. kinds.Select(kind => new ChaosEvent(kind, TimeSpan.FromSeconds(1 + (random.NextDouble() * 5)), Faults[random.Next(Faults.Length)]))];
    }
}
