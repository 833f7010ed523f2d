using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Health;

/// <summary>Log events 6000 to 6099.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Debug, "Snapshot taken: {Findings} {Noun}, {Seconds} s of database time.")]
    private static partial void SnapshotTaken(ILogger logger, int findings, string noun, double? seconds);

    public static void SnapshotTaken(ILogger logger, int findings, double? seconds) =>
        SnapshotTaken(logger, findings, Counted.Noun(findings, "finding"), seconds);

    [LoggerMessage(6001, LogLevel.Information, "No snapshot: another instance took this minute's.")]
    public static partial void SnapshotSkipped(ILogger logger);

    [LoggerMessage(6002, LogLevel.Warning, "New finding {Code} ({Severity}): {Problem} What to do: {Remedy}")]
    public static partial void Found(ILogger logger, string code, HealthStatus severity, string problem, string remedy);

    [LoggerMessage(6003, LogLevel.Warning, "The counters could not be kept ({Error}); they are tried again.")]
    public static partial void CountersNotKept(ILogger logger, string error, Exception exception);

    [LoggerMessage(6004, LogLevel.Warning, "A request could not be answered ({Code}).")]
    public static partial void PartAway(ILogger logger, string code, Exception error);

    [LoggerMessage(6006, LogLevel.Information, "The first snapshot could not be taken ({Error}); once more in {Pause}.")]
    public static partial void FirstSnapshotFailed(ILogger logger, string error, TimeSpan pause);

    [LoggerMessage(6005, LogLevel.Error, "A request failed.")]
    public static partial void RequestFailed(ILogger logger, Exception error);
}
