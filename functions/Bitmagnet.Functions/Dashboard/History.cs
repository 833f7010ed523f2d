using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>What the dashboard's charts show.</summary>
/// <param name="From">The start of the range.</param>
/// <param name="To">The end of the range.</param>
/// <param name="Points">Oldest first, at most <see cref="MostPoints"/>; null if the storage does not answer.</param>
public sealed record History(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<HealthPoint>? Points)
{
    /// <summary>Charts have no room for more.</summary>
    public const int MostPoints = 360;

    /// <summary>The allowed ranges.</summary>
    public static IReadOnlyDictionary<string, TimeSpan> Ranges { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
    {
        ["1h"] = TimeSpan.FromHours(1),
        ["24h"] = TimeSpan.FromHours(24),
        ["7d"] = TimeSpan.FromDays(7),
        ["30d"] = TimeSpan.FromDays(30),
    };

    /// <summary>Every n-th point, including the newest.</summary>
    public static IReadOnlyList<HealthPoint> Thin(IReadOnlyList<HealthPoint> points)
    {
        var step = (points.Count + MostPoints - 1) / MostPoints;
        return step <= 1 ? points : [.. points.Where((_, index) => (points.Count - 1 - index) % step == 0)];
    }
}
