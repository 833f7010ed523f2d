using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Http;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Resumes the feed, for all instances: 200 with the state of the switch.</summary>
public sealed class ResumeEnrichment(FeedSwitch feed, Outages outages)
{
    [Function(nameof(ResumeEnrichment))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "enrichment/resume")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, async () => Answer.Of(await feed.ResumeAsync(cancellationToken)));
}
