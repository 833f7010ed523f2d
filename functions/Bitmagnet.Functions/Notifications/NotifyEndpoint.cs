using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Http;

namespace Bitmagnet.Functions.Notifications;

/// <summary><c>POST /api/notifications/test</c>.</summary>
public sealed class NotifyEndpoint
{
    private readonly NotifySender sender;
    private readonly NotifyOptions options;
    private readonly TimeProvider clock;

    internal NotifyEndpoint(NotifySender sender, NotifyOptions options, TimeProvider clock) => (this.sender, this.options, this.clock) = (sender, options, clock);

    /// <summary>200 with what each address did.</summary>
    public async Task<IActionResult> TestAsync(CancellationToken cancellationToken)
    {
        var test = new Notification("test", HealthStatus.Healthy, clock.GetUtcNow(), [], []);
        return Answer.Of(new NotifyTest(await Task.WhenAll(options.Targets.Select(async target =>
        {
            var problem = await sender.SendAsync(target, test, cancellationToken);
            return new NotifyTestTarget(target.ToString(), problem is null, problem);
        }))));
    }
}

/// <summary>What came of a test notification.</summary>
/// <param name="Targets">Each address of NOTIFY_URLS, in its order; empty: none is set.</param>
public sealed record NotifyTest(IReadOnlyList<NotifyTestTarget> Targets);

/// <summary>What one address did with a test notification.</summary>
/// <param name="Target">The service and its host; never the address.</param>
/// <param name="Sent">Whether it took it.</param>
/// <param name="Problem">Why not; null where it did.</param>
public sealed record NotifyTestTarget(string Target, bool Sent, string? Problem);
