using Bitmagnet.Functions.Dashboard;

namespace Bitmagnet.Functions.Triggers;

/// <summary>302 to the dashboard. The host reads an empty route as the function's name, hence the part that is always empty.</summary>
public sealed class GetRoot
{
    [Function(nameof(GetRoot))]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{nothing:maxlength(0)?}")] HttpRequest request) =>
        DashboardEndpoints.Lead(request);
}
