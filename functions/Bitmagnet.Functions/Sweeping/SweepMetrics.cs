using System.Diagnostics.Metrics;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The sweep's metrics, in OpenTelemetry's naming.</summary>
public static class SweepMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Bitmagnet.Functions.Sweeping";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "bitmagnet.sweep.rows", "{row}", "Rows of queue_jobs decided about, by queue, status, cause and verdict.");

    private static readonly Counter<long> Changes = Meter.CreateCounter<long>(
        "bitmagnet.sweep.changes", "{row}", "Rows of queue_jobs changed.");

    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>(
        "bitmagnet.sweep.conflicts", "{row}", "Changes that the database refused.");

    private static readonly Counter<long> ShownTwice = Meter.CreateCounter<long>(
        "bitmagnet.sweep.shown_twice", "{row}", "Rows deleted because their torrent showed twice.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "bitmagnet.sweep.duration", "s", "Time of one run.");

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
