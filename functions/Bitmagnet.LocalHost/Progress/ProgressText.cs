using System.Globalization;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.LocalHost.Progress;

/// <summary>The lines at the end of a run. Pure.</summary>
internal static class ProgressText
{
    private static readonly TimeSpan Measurable = TimeSpan.FromSeconds(1);

    /// <summary>Torrents a second; null if too little time has passed.</summary>
    public static double? Rate(long done, TimeSpan working) => done == 0 ? 0 : working < Measurable ? null : done / working.TotalSeconds;

    /// <summary>The line at the moment of a stop.</summary>
    public static string Stopping(int jobs) => jobs == 0
        ? "Stopping: no job is in work."
        : $"Stopping: {Counted.Of(jobs, "job is in work; it is finished", "jobs are in work; they are finished")}, or put back for the next start.";

    /// <summary>The last line.</summary>
    public static string Stopped(long done, long enriched, TimeSpan working, int jobs) => string.Create(
        CultureInfo.InvariantCulture,
        $"Stopped: {Counted.Of(done, "torrent")} in {TimeLeft.Text(working)}, {enriched:N0} of them enriched{(jobs == 0 ? "" : $"; {Counted.Of(jobs, "job was cut off and runs again", "jobs were cut off and run again")}")}. The next start goes on where this one ended.");
}
