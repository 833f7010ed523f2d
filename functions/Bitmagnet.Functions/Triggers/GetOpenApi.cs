using Bitmagnet.Functions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>What can be asked over HTTP, for tools.</summary>
public sealed class GetOpenApi(ApiDocument document)
{
    /// <summary>200 with the OpenAPI document.</summary>
    [Function(nameof(GetOpenApi))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi.json")] HttpRequest request) => document.AnswerTo(request);
}
