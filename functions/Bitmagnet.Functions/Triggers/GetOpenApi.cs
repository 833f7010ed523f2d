using Bitmagnet.Functions.Api;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>What can be asked over HTTP: 200 with the OpenAPI document.</summary>
public sealed class GetOpenApi(ApiDocument document, Outages outages)
{
    [Function(nameof(GetOpenApi))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        outages.AnswerAsync(request, () => Task.FromResult(document.AnswerTo(request)));
}
