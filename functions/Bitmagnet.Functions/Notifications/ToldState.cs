using System.Text.Json.Serialization;
using Azure;

namespace Bitmagnet.Functions.Notifications;

/// <summary>What one target was told, and who is telling it.</summary>
internal sealed record ToldState
{
    /// <summary>The findings it knows of.</summary>
    public IReadOnlyList<ToldFinding> Findings { get; init; } = [];

    /// <summary>When it was last told, or when that was last tried.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Until then, one instance has the telling.</summary>
    public DateTimeOffset ClaimedUntil { get; init; }

    /// <summary>Of the row; null: there is none.</summary>
    [JsonIgnore]
    public ETag? ETag { get; init; }
}
