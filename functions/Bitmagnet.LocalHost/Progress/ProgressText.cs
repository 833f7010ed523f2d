using System.Globalization;

namespace Bitmagnet.LocalHost.Progress;

/// <summary>What a run says at its end. Pure.</summary>
internal static class ProgressText
{
    /// <summary>The shortest time that shows a rate.</summary>
    private static readonly TimeSpan Measurable = TimeSpan.FromSeconds(1);

    /// <summary>Torrents a second; null where too little time has passed to tell.</summary>
    public static double? Rate(long done, TimeSpan working) => done == 0 ? 0 : working < Measurable ? null : done / working.TotalSeconds;

    /// <summary>The line at the moment of a stop.</summary>
    public static string Stopping(int jobs) => jobs switch
    {
        0 => "Stopping: no job is in work.",
        1 => "Stopping: 1 job is in work; it is finished, or put back for the next start.",
        _ => $"Stopping: {jobs} jobs are in work; they are finished, or put back for the next start.",
    };

    /// <summary>The last line.</summary>
    public static string Stopped(long done, long enriched, TimeSpan working, int jobs) => string.Create(
        CultureInfo.InvariantCulture,
        $"Stopped: {done:N0} torrents in {TimeLeft.Text(working)}, {enriched:N0} of them enriched{(jobs == 0 ? "" : $"; {jobs} jobs were cut off and run again")}. The next start goes on where this one ended.");
}
