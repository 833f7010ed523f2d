using System.Text.Json.Serialization;
using Azure;
using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Notifications;

/// <summary>What one target was told, and who is telling it.</summary>
/// <param name="Findings">The findings it knows of.</param>
internal sealed record ToldState(IReadOnlyList<ToldFinding> Findings)
{
    /// <summary>When it was last told, or when that was last tried.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Until then, one instance has the telling.</summary>
    public DateTimeOffset ClaimedUntil { get; init; }

    /// <summary>Of the row; null: there is none.</summary>
    [JsonIgnore]
    public ETag? ETag { get; init; }
}

/// <summary>A finding that somebody was told.</summary>
/// <param name="Code">Its stable code.</param>
/// <param name="Severity">How bad it was.</param>
/// <param name="Problem">In words.</param>
internal sealed record ToldFinding(string Code, HealthStatus Severity, string Problem);
