using Bitmagnet.Functions.Health;

namespace Bitmagnet.Functions.Notifications;

/// <summary>Log events 9000 to 9099.</summary>
internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Information, "Told {Target} that health is {Status}: {New} new, {Over} over.")]
    public static partial void Told(ILogger logger, string target, HealthStatus status, int @new, int over);

    [LoggerMessage(9001, LogLevel.Warning, "A notification did not reach {Target}: {Problem}. It is tried again in {Pause}.")]
    public static partial void NotTold(ILogger logger, string target, string problem, TimeSpan pause);

    [LoggerMessage(9002, LogLevel.Warning, "Health could not be looked at for notifications ({Error}); it is tried again.")]
    public static partial void WatchFailed(ILogger logger, string error, Exception exception);
}
