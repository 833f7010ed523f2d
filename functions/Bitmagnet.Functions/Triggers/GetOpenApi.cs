using Bitmagnet.Functions.Api;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>What can be asked over HTTP, for tools.</summary>
public sealed class GetOpenApi(ApiDocument document, Outages outages)
{
    /// <summary>200 with the OpenAPI document.</summary>
    [Function(nameof(GetOpenApi))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        outages.AnswerAsync(request, () => document.AnswerTo(request));
}
