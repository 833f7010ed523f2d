using Bitmagnet.Functions.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>The address without a path.</summary>
public sealed class GetRoot
{
    /// <summary>302 to the dashboard. A host takes an empty route for the function's name, so this one has a part that is always empty.</summary>
    [Function(nameof(GetRoot))]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{nothing:maxlength(0)?}")] HttpRequest request) =>
        DashboardEndpoints.Lead(request);
}
