using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Notifications;

namespace Bitmagnet.Functions.Triggers;

/// <summary>Sends a test to every address of NOTIFY_URLS: 200 with what each address did.</summary>
public sealed class TestNotifications(NotifyEndpoint notifications, Outages outages)
{
    [Function(nameof(TestNotifications))]
    public Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "notifications/test")] HttpRequest request, CancellationToken cancellationToken) =>
        outages.AnswerAsync(request, () => notifications.TestAsync(cancellationToken));
}
