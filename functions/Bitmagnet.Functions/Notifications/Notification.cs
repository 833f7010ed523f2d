using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Notifications;

/// <summary>What somebody is told.</summary>
/// <param name="Event">health_changed, or test.</param>
/// <param name="Status">How the system is now.</param>
/// <param name="At">When it was seen.</param>
/// <param name="New">What is wrong and was not when it was last told.</param>
/// <param name="Over">What was wrong when it was last told and is not any more.</param>
internal sealed record Notification(string Event, HealthStatus Status, DateTimeOffset At, IReadOnlyList<Finding> New, IReadOnlyList<ToldFinding> Over)
{
    /// <summary>In a few words.</summary>
    public string Title => this switch
    {
        { Event: "test" } => "bitmagnet-functions: this is a test",
        { Status: HealthStatus.Healthy } => "bitmagnet-functions is healthy again",
        _ => $"bitmagnet-functions is {Status.ToString().ToLowerInvariant()}",
    };

    /// <summary>A line for each thing.</summary>
    public string Text => Event == "test"
        ? "Notifications arrive here. Nothing is to be done."
        : string.Join('\n', [.. New.Select(finding => $"New: {finding.Problem} {finding.Remedy}"), .. Over.Select(finding => $"Over: {finding.Problem}")]);
}
