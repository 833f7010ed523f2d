using Bitmagnet.Functions.Health;
using Bitmagnet.LocalHost.Progress;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>The faults of storage, database and TMDB as they stand: each is said once with its remedy, and once more when it changes or ends.</summary>
internal sealed class Faults(TimeProvider clock)
{
    /// <summary>TMDB limits a busy client again and again, for seconds each time: that is said once in this time.</summary>
    private static readonly TimeSpan LimitSaid = TimeSpan.FromMinutes(10);

    private readonly Dictionary<FaultPart, (Finding Finding, DateTimeOffset Since)> standing = [];
    private readonly Lock changing = new();
    private DateTimeOffset limitedAt = DateTimeOffset.MinValue;

    /// <summary>Whether any stands.</summary>
    public bool Any
    {
        get
        {
            lock (changing)
            {
                return standing.Count > 0;
            }
        }
    }

    /// <summary>The line for what an event tells of a part; null where it is said already.</summary>
    public string? Met(FaultEvent met)
    {
        lock (changing)
        {
            return met.Finding is null ? Over(met.Part)
                : !IsLimitAgain(met.Finding) && standing.TryAdd(met.Part, (met.Finding, clock.GetUtcNow())) ? Sentence(met.Finding)
                : null;
        }
    }

    /// <summary>The lines for what a report on all parts shows and was not said.</summary>
    public IReadOnlyList<FaultLine> Seen(HealthReport report)
    {
        var lines = new List<FaultLine>();
        lock (changing)
        {
            foreach (var part in Enum.GetValues<FaultPart>().Where(part => part.IsSeen(report)))
            {
                var now = report.Findings.FirstOrDefault(finding => FaultParts.Of(finding.Code) == part);
                var isStanding = standing.TryGetValue(part, out var before);
                if (now is null && Over(part) is { } over)
                {
                    lines.Add(new FaultLine("info", over));
                }
                else if (now is not null && now.Code != before.Finding?.Code)
                {
                    standing[part] = (now, isStanding ? before.Since : clock.GetUtcNow());
                    lines.Add(new FaultLine("warn", Sentence(now)));
                }
            }
        }

        return lines;
    }

    private string? Over(FaultPart part) =>
        standing.Remove(part, out var before) ? $"{part.Name()} answers again, after {TimeLeft.Text(clock.GetUtcNow() - before.Since)}." : null;

    private bool IsLimitAgain(Finding finding)
    {
        if (finding.Code != FaultParts.Limit)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var isAgain = now - limitedAt < LimitSaid;
        limitedAt = isAgain ? limitedAt : now;
        return isAgain;
    }

    private static string Sentence(Finding finding) => $"{finding.Problem} {finding.Remedy}";
}
