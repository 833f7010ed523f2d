using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The sweep's metrics, in OpenTelemetry's naming.</summary>
public static class SweepMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = Instruments.Prefix + ".Sweeping";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Rows = Instruments.SweepRows.Counter(Meter);

    private static readonly Counter<long> Changes = Instruments.SweepChanges.Counter(Meter);

    private static readonly Counter<long> Conflicts = Instruments.SweepConflicts.Counter(Meter);

    private static readonly Counter<long> ShownTwice = Instruments.SweepShownTwice.Counter(Meter);

    private static readonly Histogram<double> Duration = Instruments.SweepDuration.Histogram(Meter);

    internal static void Record(SweepRun run)
    {
        Duration.Record(run.Seconds, KeyValuePair.Create<string, object?>("dry_run", run.IsDryRun));
        if (run.IsDryRun)
        {
            return;
        }

        foreach (var group in run.Groups)
        {
            Rows.Add(
                group.Rows,
                KeyValuePair.Create<string, object?>("queue", group.Queue),
                KeyValuePair.Create<string, object?>("status", group.Status.ToString().ToLowerInvariant()),
                KeyValuePair.Create<string, object?>("cause", group.Cause.ToString().ToLowerInvariant()),
                KeyValuePair.Create<string, object?>("verdict", group.Verdict.ToString().ToLowerInvariant()));
        }

        Changes.Add(run.Changed);
        Conflicts.Add(run.Conflicts);
        ShownTwice.Add(run.ShownTwice);
    }
}
