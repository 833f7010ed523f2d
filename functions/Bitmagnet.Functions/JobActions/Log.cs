namespace Bitmagnet.Functions.JobActions;

/// <summary>Log events of what people do to jobs: 7000 and 7001.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "{Jobs} jobs replayed.")]
    public static partial void Replayed(ILogger logger, int jobs);

    [LoggerMessage(7001, LogLevel.Information, "Job {JobId} deleted.")]
    public static partial void JobDeleted(ILogger logger, string jobId);
}
