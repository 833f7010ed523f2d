using Bitmagnet.Functions.Wording;

namespace Bitmagnet.LocalHost;

/// <summary>The host's events, 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Function {Function}: {Trigger}")]
    public static partial void Found(ILogger logger, string function, string trigger);

    [LoggerMessage(1002, LogLevel.Error, "A listener ended unexpectedly; it begins again in {Delay} unless the host stops")]
    public static partial void ListenerEnded(ILogger logger, TimeSpan delay, Exception? exception);

    [LoggerMessage(1003, LogLevel.Information, "Stopping: waiting up to {Limit} for {Count} {Noun}")]
    private static partial void Stopping(ILogger logger, TimeSpan limit, int count, string noun);

    public static void Stopping(ILogger logger, TimeSpan limit, int count) => Stopping(logger, limit, count, Counted.Noun(count, "listener"));

    [LoggerMessage(1004, LogLevel.Warning, "Functions still run after {Limit}; cancelling them")]
    public static partial void Cancelling(ILogger logger, TimeSpan limit);

    [LoggerMessage(1005, LogLevel.Error, "Functions did not heed their cancellation within {Limit}; leaving them")]
    public static partial void Leaving(ILogger logger, TimeSpan limit);

    [LoggerMessage(1010, LogLevel.Debug, "Executing {Function} ({InvocationId})")]
    public static partial void Executing(ILogger logger, string function, string invocationId);

    [LoggerMessage(1011, LogLevel.Debug, "Executed {Function} ({InvocationId}) in {Milliseconds:0} ms")]
    public static partial void Executed(ILogger logger, string function, string invocationId, double milliseconds);

    [LoggerMessage(1012, LogLevel.Error, "{Function} runs longer than its functionTimeout of {Limit}; its token is cancelled")]
    public static partial void TimedOut(ILogger logger, string function, TimeSpan limit);

    [LoggerMessage(1020, LogLevel.Warning, "The queues cannot be read; trying again in {Delay}")]
    public static partial void QueuesUnreachable(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(1040, LogLevel.Error, "{Function} failed; next occurrence {Next:O}")]
    public static partial void TimerFailed(ILogger logger, string function, DateTime next, Exception exception);

    [LoggerMessage(1041, LogLevel.Information, "{Function}: its schedule was due {Late} ago; it runs now")]
    public static partial void PastDue(ILogger logger, string function, TimeSpan late);

    [LoggerMessage(1042, LogLevel.Information, "{Function} is held by another host; trying again every {Interval}")]
    public static partial void TimerHeld(ILogger logger, string function, TimeSpan interval);

    [LoggerMessage(1043, LogLevel.Warning, "{Function}: its timer lease was lost")]
    public static partial void TimerLeaseLost(ILogger logger, string function, Exception? exception);

    [LoggerMessage(1044, LogLevel.Warning, "{Function}: its timer cannot reach storage; trying again in {Delay}")]
    public static partial void TimerUnreachable(ILogger logger, string function, TimeSpan delay, Exception exception);

    [LoggerMessage(1045, LogLevel.Warning, "{Function}: its schedule status could not be written")]
    public static partial void StatusNotWritten(ILogger logger, string function, Exception exception);

    [LoggerMessage(1046, LogLevel.Warning, "{Function}: its timer lease could not be given back; it ends by itself")]
    public static partial void TimerLeaseNotReleased(ILogger logger, string function, Exception exception);

    [LoggerMessage(1050, LogLevel.Error, "{Function} failed")]
    public static partial void RequestFailed(ILogger logger, string function, Exception exception);
}
