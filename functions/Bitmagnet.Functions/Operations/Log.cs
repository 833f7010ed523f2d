namespace Bitmagnet.Functions.Operations;

/// <summary>Log events of what people do: 7000 to 7099.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Information, "{Jobs} jobs replayed.")]
    public static partial void Replayed(ILogger logger, int jobs);

    [LoggerMessage(7001, LogLevel.Information, "Job {JobId} deleted.")]
    public static partial void JobDeleted(ILogger logger, string jobId);

    [LoggerMessage(7002, LogLevel.Information, "The feed {State}; changed by this request: {Changed}.")]
    public static partial void FeedSwitched(ILogger logger, string state, bool changed);

    [LoggerMessage(7003, LogLevel.Information, "{Torrents} torrents asked for, as job {JobId}; anew: {Force}.")]
    public static partial void Asked(ILogger logger, string jobId, int torrents, bool force);

    [LoggerMessage(7004, LogLevel.Information, "Backfill started, of torrents seen from {Since} to {Until}; also those with content: {Rematch}.")]
    public static partial void BackfillStarted(ILogger logger, DateTimeOffset? since, DateTimeOffset? until, bool rematch);

    [LoggerMessage(7005, LogLevel.Information, "Backfill cancelled after {Torrents} torrents.")]
    public static partial void BackfillCancelled(ILogger logger, long torrents);
}
