using System.Text.Json.Serialization;
using Azure;

namespace Bitmagnet.Functions.Notifications;

/// <summary>What one target was told, and who is telling it.</summary>
internal sealed record ToldState
{
    /// <summary>What it takes to be wrong.</summary>
    public IReadOnlyList<ToldFinding> Findings { get; init; } = [];

    /// <summary>When it was last told, or that was last tried.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Until then an instance is telling it.</summary>
    public DateTimeOffset ClaimedUntil { get; init; }

    /// <summary>Of the row; null: there is none.</summary>
    [JsonIgnore]
    public ETag? ETag { get; init; }
}
