using Bitmagnet.Functions.Health;
using Bitmagnet.LocalHost.Progress;

namespace Bitmagnet.LocalHost.Terminal;

/// <summary>The current faults of storage, database and TMDB. Each is reported once with its remedy, and again when it changes or ends.</summary>
internal sealed class Faults(TimeProvider clock)
{
    /// <summary>TMDB limits a busy client often, for seconds each time; that is reported once in this time.</summary>
    private static readonly TimeSpan LimitSaid = TimeSpan.FromMinutes(10);

    private readonly Dictionary<FaultPart, (Finding Finding, DateTimeOffset Since)> standing = [];
    private readonly Dictionary<FaultPart, DateTimeOffset> movedAt = [];
    private readonly Lock changing = new();
    private DateTimeOffset limitedAt = DateTimeOffset.MinValue;

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

    /// <summary>The line for an event about a part; null if it was written already.</summary>
    public string? Met(FaultEvent met)
    {
        lock (changing)
        {
            return met.Finding is null ? Over(met.Part)
                : !IsLimitAgain(met.Finding) && !standing.ContainsKey(met.Part) ? Begin(met.Part, met.Finding)
                : null;
        }
    }

    /// <summary>The lines for a report on all parts, without those that were written already.</summary>
    /// <param name="askedAt">When it was asked for; it is not used for a part that has failed or recovered since.</param>
    public IReadOnlyList<FaultLine> Seen(HealthReport report, DateTimeOffset askedAt)
    {
        var lines = new List<FaultLine>();
        lock (changing)
        {
            foreach (var part in Enum.GetValues<FaultPart>().Where(part => part.IsSeen(report) && !(movedAt.GetValueOrDefault(part) > askedAt)))
            {
                var now = report.Findings.FirstOrDefault(finding => FaultParts.Of(finding.Code) == part);
                var isStanding = standing.TryGetValue(part, out var before);
                if (now is null && Over(part) is { } over)
                {
                    lines.Add(new FaultLine("info", over));
                }
                else if (now is not null && !isStanding)
                {
                    lines.Add(new FaultLine("warn", Begin(part, now)));
                }
                else if (now is not null && now.Code != before.Finding.Code)
                {
                    standing[part] = (now, before.Since);
                    lines.Add(new FaultLine("warn", Sentence(now)));
                }
            }
        }

        return lines;
    }

    private string Begin(FaultPart part, Finding finding)
    {
        movedAt[part] = clock.GetUtcNow();
        standing[part] = (finding, movedAt[part]);
        return Sentence(finding);
    }

    private string? Over(FaultPart part)
    {
        if (!standing.Remove(part, out var before))
        {
            return null;
        }

        movedAt[part] = clock.GetUtcNow();
        return $"{part.Name()} answers again, after {TimeLeft.Text(movedAt[part] - before.Since)}.";
    }

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

/// <summary>A line for the terminal.</summary>
internal sealed record FaultLine(string Level, string Text);
