using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.JobActions;

/// <summary>Log events of what people do to jobs: 7000 and 7001.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "{Jobs} {Noun} replayed.")]
    private static partial void Replayed(ILogger logger, int jobs, string noun);

    public static void Replayed(ILogger logger, int jobs) => Replayed(logger, jobs, Counted.Noun(jobs, "job"));

    [LoggerMessage(7001, LogLevel.Information, "Job {JobId} deleted.")]
    public static partial void JobDeleted(ILogger logger, string jobId);
}
