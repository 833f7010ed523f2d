using Bitmagnet.LocalHost.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.LocalHost.Tests.Http;

public sealed class HttpFunctions(Probe probe)
{
    [Function("Open")]
    public static IActionResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult(new { Query = request.Query["q"].ToString() });

    [Function("Item")]
    public static async Task<IActionResult> ItemAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "put", Route = "items/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        return new ContentResult { Content = $"{request.Method} {id}" };
    }

    [Function("Admin")]
    public static IActionResult Admin([HttpTrigger(AuthorizationLevel.Admin, Route = "admin-only")] HttpRequest request) =>
        new StatusCodeResult(request.Method == "GET" ? 204 : 202);

    [Function("Broken")]
    public async Task<IActionResult> BrokenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await probe.RunAsync(request, CancellationToken.None);
        throw new InvalidOperationException("secret detail");
    }
}
