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
