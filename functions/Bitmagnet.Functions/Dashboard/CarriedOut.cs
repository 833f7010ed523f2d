using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>Updates the newest snapshot's findings with what people did since, so that no remedy is offered twice. Pure.</summary>
internal static class CarriedOut
{
    /// <summary>The report with updated findings.</summary>
    /// <param name="report">The report with the snapshot's findings.</param>
    /// <param name="failed">Failed jobs now; null: unknown, or more than are counted.</param>
    /// <param name="sweeps">The last sweeps of bitmagnet's queue; null: unknown.</param>
    public static HealthReport Of(HealthReport report, int? failed, IReadOnlyList<SweepRun>? sweeps)
    {
        if (report.Snapshot is not { } snapshot)
        {
            return report;
        }

        var swept = (sweeps ?? []).Where(IsDone).Select(End).Where(end => end > snapshot.At).DefaultIfEmpty().Max();
        Finding[] findings = [.. report.Findings.Select(finding => Now(finding, failed, swept)).OfType<Finding>()];
        return report with { Status = FindingRules.Worst(findings), Findings = findings };
    }

    private static Finding? Now(Finding finding, int? failed, DateTimeOffset swept) => finding switch
    {
        { Code: FindingRules.JobsFailed } when failed is { } left => FindingRules.FailedJobs(left) is { } now ? now with { Since = finding.Since } : null,
        { Call: FindingRules.Sweep } when swept != default => finding with
        {
            Remedy = string.Create(CultureInfo.InvariantCulture, $"Swept at {swept.UtcDateTime:HH:mm} UTC. The next figures show what is left."),
            Call = null,
        },
        _ => finding,
    };

    private static bool IsDone(SweepRun run) => run is { IsDryRun: false, IsComplete: true, Failure: null };

    private static DateTimeOffset End(SweepRun run) => run.StartedAt.AddSeconds(run.Seconds);
}
