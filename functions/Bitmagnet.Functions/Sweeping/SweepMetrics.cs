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
    private static readonly Counter<long> Orphans = Instruments.SweepOrphans.Counter(Meter);
    private static readonly Counter<long> Refed = Instruments.SweepRefed.Counter(Meter);
    private static readonly Counter<long> Expired = Instruments.SweepExpired.Counter(Meter);
    private static readonly Histogram<double> Duration = Instruments.SweepDuration.Histogram(Meter);

    internal static void Record(SweepRun run)
    {
        Duration.Record(
            run.Seconds, Tag("part", run.Part == SweepPart.Queue ? "queue" : "own_storage"), Tag("dry_run", run.IsDryRun));
        if (run.IsDryRun)
        {
            return;
        }

        if (run.Part == SweepPart.OwnStorage)
        {
            Refed.Add(run.Changed);
            Expired.Add(run.Expired);
            return;
        }

        foreach (var group in run.Groups)
        {
            Rows.Add(
                group.Rows, Tag("queue", group.Queue), Tag("status", Word(group.Status)), Tag("cause", Word(group.Cause)), Tag("verdict", Word(group.Verdict)));
        }

        Changes.Add(run.Changed);
        Conflicts.Add(run.Conflicts);
        ShownTwice.Add(run.ShownTwice);
        Orphans.Add(run.Orphans);
    }

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
