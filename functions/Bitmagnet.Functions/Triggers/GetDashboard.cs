using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>The dashboard: 200 with HTML.</summary>
public sealed class GetDashboard(DashboardEndpoints dashboard, Outages outages)
{
    [Function(nameof(GetDashboard))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "dashboard")] HttpRequest request) =>
        outages.AnswerAsync(request, () => Task.FromResult(dashboard.Page(request)));
}
