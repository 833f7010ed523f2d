namespace Bitmagnet.Functions.Health;

/// <summary>What <c>GET /api/health</c> answers.</summary>
/// <param name="Status">The worst finding.</param>
/// <param name="At">When the live checks ran.</param>
/// <param name="Findings">What is wrong, since when and what to do; worst first.</param>
/// <param name="Parts">Each part that was asked, and how long it took to answer.</param>
/// <param name="Snapshot">The newest snapshot; null where there is none, or the storage is away.</param>
public sealed record HealthReport(
    HealthStatus Status, DateTimeOffset At, IReadOnlyList<Finding> Findings, IReadOnlyList<PartCheck> Parts, HealthSnapshot? Snapshot);

/// <summary>One part, asked just now.</summary>
/// <param name="Part">database, queue, snapshots, feed or tmdb.</param>
/// <param name="IsUp">Whether it answered; of the database: whether all that is needed is allowed.</param>
/// <param name="Milliseconds">How long that took.</param>
public sealed record PartCheck(string Part, bool IsUp, double Milliseconds);
