using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>What the dashboard shows beside its charts: 200 with the report, the last failures and the last sweeps.</summary>
public sealed class GetDashboardData(DashboardEndpoints dashboard, Outages outages)
{
    [Function(nameof(GetDashboardData))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "dashboard/data")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => dashboard.DataAsync(request, cancellationToken));
}
