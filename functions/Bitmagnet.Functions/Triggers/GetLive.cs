namespace Bitmagnet.Functions.Triggers;

/// <summary>Whether the process answers; nothing else.</summary>
public sealed class GetLive
{
    /// <summary>200, always.</summary>
    [Function(nameof(GetLive))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request) => new OkResult();
}
