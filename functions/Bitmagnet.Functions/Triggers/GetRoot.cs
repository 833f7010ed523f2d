using Bitmagnet.Functions.Dashboard;

namespace Bitmagnet.Functions.Triggers;

/// <summary>The address without a path.</summary>
public sealed class GetRoot
{
    /// <summary>302 to the dashboard. The host reads an empty route as the function's name, so this route has a part that is always empty.</summary>
    [Function(nameof(GetRoot))]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{nothing:maxlength(0)?}")] HttpRequest request) =>
        DashboardEndpoints.Lead(request);
}
