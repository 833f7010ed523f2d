using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>What the dashboard shows beside its charts.</summary>
/// <param name="Report">What <c>GET /api/health</c> answers.</param>
/// <param name="Live">Figures that change between two snapshots; null if the storage does not answer.</param>
/// <param name="Failures">The latest failed jobs, newest first; null if the storage does not answer.</param>
/// <param name="Sweeps">The sweep's latest runs without their groups, newest first; null if the storage does not answer.</param>
/// <param name="About">The running build.</param>
public sealed record DashboardData(HealthReport Report, LiveFigures? Live, IReadOnlyList<JobView>? Failures, IReadOnlyList<SweepRun>? Sweeps, About About);

/// <summary>The current values of figures that change between two snapshots.</summary>
/// <param name="TorrentsAttached">Torrents that got their content since the first start.</param>
/// <param name="TorrentsUnmatched">Torrents without a TMDB match, since the first start.</param>
/// <param name="Pending">Jobs with a message in the queue.</param>
/// <param name="Retry">Deferred jobs.</param>
/// <param name="Failed">Failed jobs; null if there are more than the page lists.</param>
/// <param name="BackfillShare">The part of the backfill that is done, from 0 to 1.</param>
/// <param name="TorrentsPerSecond">Torrents finished a second, since the newest snapshot or in the minute before it; null if unknown.</param>
/// <param name="TimeLeft">Time until the backfill and the queue are finished at this rate; null if nothing is left, the rate is unknown or nothing is fed.</param>
public sealed record LiveFigures(
    long TorrentsAttached, long TorrentsUnmatched, int Pending, int Retry, int? Failed, double BackfillShare, double? TorrentsPerSecond, TimeSpan? TimeLeft);
