using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Notifications;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Sends a test to every address of NOTIFY_URLS.</summary>
public sealed class TestNotifications(NotifyEndpoint notifications, Outages outages)
{
    /// <summary>200 with what each address did.</summary>
    [Function(nameof(TestNotifications))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "notifications/test")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => notifications.TestAsync(cancellationToken));
}
