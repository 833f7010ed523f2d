using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>The dashboard.</summary>
public sealed class GetDashboard(DashboardEndpoints dashboard, Outages outages)
{
    /// <summary>200 with HTML.</summary>
    [Function(nameof(GetDashboard))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard")] HttpRequest request) =>
        outages.AnswerAsync(request, () => dashboard.Page(request));
}
