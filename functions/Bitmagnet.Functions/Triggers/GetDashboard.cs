using Bitmagnet.Functions.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>The page for people.</summary>
public sealed class GetDashboard(DashboardEndpoints dashboard)
{
    /// <summary>200 with HTML.</summary>
    [Function(nameof(GetDashboard))]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard")] HttpRequest request) =>
        dashboard.Page(request);
}
