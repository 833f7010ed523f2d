using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Triggers;

/// <summary>How release names are read and matched: 200 with one object for each name; 400, 413 or 415 for a body that cannot be answered.</summary>
public sealed class Explain(ExplainEndpoint endpoint, Outages outages)
{
    [Function(nameof(Explain))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "explain")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => endpoint.AnswerAsync(request, cancellationToken));
}
