using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>What the dashboard's charts show: 200 with the points; 400 for a range that is not allowed.</summary>
public sealed class GetDashboardHistory(DashboardEndpoints dashboard, Outages outages)
{
    [Function(nameof(GetDashboardHistory))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "dashboard/history")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => dashboard.HistoryAsync(request, cancellationToken));
}
