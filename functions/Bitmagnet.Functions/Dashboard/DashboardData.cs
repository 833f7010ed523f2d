using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>What the dashboard shows beside its charts.</summary>
/// <param name="Report">What <c>GET /api/health</c> answers.</param>
/// <param name="Live">What moves between two snapshots; null where the storage does not answer.</param>
/// <param name="Failures">The jobs that failed last, newest first; null where the storage does not answer.</param>
/// <param name="Sweeps">The last runs of the sweep without their groups, newest first; null where the storage does not answer.</param>
/// <param name="About">The build that answers.</param>
public sealed record DashboardData(HealthReport Report, LiveFigures? Live, IReadOnlyList<JobView>? Failures, IReadOnlyList<SweepRun>? Sweeps, About About);
