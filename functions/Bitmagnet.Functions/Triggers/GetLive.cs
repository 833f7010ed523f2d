namespace Bitmagnet.Functions.Triggers;

/// <summary>Whether the process answers, and nothing else: 200, always.</summary>
public sealed class GetLive
{
    [Function(nameof(GetLive))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request) => new OkResult();
}
