using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Notifications;

/// <summary>Decides what there is to tell. Pure.</summary>
internal static class HealthChange
{
    /// <summary>
    /// The notification, and what the target then knows; null where there is nothing to tell. A finding counts once two reports in a row have
    /// it, and is over once two in a row lack it: what comes and goes in a moment is not told.
    /// </summary>
    /// <param name="told">What the target was told.</param>
    public static (Notification Notification, IReadOnlyList<ToldFinding> Told)? Between(IReadOnlyList<ToldFinding> told, HealthReport before, HealthReport now)
    {
        var (earlier, current) = (Wrong(before), Wrong(now));
        Finding[] added = [.. current.Where(finding => Has(earlier, finding.Code) && !told.Any(known => known.Code == finding.Code))];
        ToldFinding[] over = [.. told.Where(known => !Has(current, known.Code) && !Has(earlier, known.Code))];
        if (added.Length + over.Length == 0)
        {
            return null;
        }

        ToldFinding[] next = [.. told.Except(over), .. added.Select(finding => new ToldFinding(finding.Code, finding.Severity, finding.Problem))];
        var status = next.Select(finding => finding.Severity).DefaultIfEmpty(HealthStatus.Healthy).Max();
        return (new Notification("health_changed", status, now.At, added, over), next);
    }

    private static Finding[] Wrong(HealthReport report) => [.. report.Findings.Where(finding => finding.Severity != HealthStatus.Healthy).DistinctBy(finding => finding.Code)];

    private static bool Has(Finding[] findings, string code) => findings.Any(finding => finding.Code == code);
}
