namespace Bitmagnet.Functions.Health;

/// <summary>What <c>GET /api/health</c> answers.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>: the worst finding.</param>
/// <param name="At">When the checks ran.</param>
/// <param name="Schema">bitmagnet's schema version; null where the database could not be asked.</param>
/// <param name="Tmdb">TMDB's availability; null where the storage could not be asked.</param>
/// <param name="Pending">Jobs with a message in the queue; null where the storage could not be asked.</param>
/// <param name="Retry">Deferred jobs.</param>
/// <param name="Failed">Jobs that wait for a person.</param>
/// <param name="DeferredByReason">Deferred jobs by reason code.</param>
/// <param name="Findings">What is wrong and what to do, worst first.</param>
public sealed record HealthReport(
    string Status,
    DateTimeOffset At,
    int? Schema,
    string? Tmdb,
    int? Pending,
    int? Retry,
    int? Failed,
    IReadOnlyDictionary<string, int>? DeferredByReason,
    IReadOnlyList<Finding> Findings);
