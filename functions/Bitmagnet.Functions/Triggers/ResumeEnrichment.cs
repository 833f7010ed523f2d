using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Resumes the feed, for all instances.</summary>
public sealed class ResumeEnrichment(FeedSwitch feed)
{
    /// <summary>200 with the state of the switch.</summary>
    [Function(nameof(ResumeEnrichment))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "enrichment/resume")] HttpRequest request, CancellationToken cancellationToken) =>
        Answer.Of(await feed.ResumeAsync(cancellationToken));
}
