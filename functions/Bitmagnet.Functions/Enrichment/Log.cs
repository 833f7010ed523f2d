using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Log events 2000 to 2099.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information,
        "Job {JobId}: {Attached} attached, {Unmatched} unmatched, {Skipped} skipped, {Waiting} waiting, {Deferred} deferred.")]
    public static partial void JobRan(ILogger logger, string jobId, int attached, int unmatched, int skipped, int waiting, int deferred);

    [LoggerMessage(2001, LogLevel.Information, "Job {JobId}: {Torrents} {Noun} put back because of {Reason}, until {Until:HH:mm:ss} UTC: {Detail}.")]
    private static partial void JobDeferred(ILogger logger, string jobId, int torrents, string noun, string reason, DateTimeOffset until, string detail);

    public static void JobDeferred(ILogger logger, string jobId, int torrents, string reason, DateTimeOffset until, string detail) =>
        JobDeferred(logger, jobId, torrents, Counted.Noun(torrents, "torrent"), reason, until, detail.TrimEnd('.'));

    [LoggerMessage(2002, LogLevel.Warning, "Job {JobId} is put back: {Error}.")]
    public static partial void DatabaseUnavailable(ILogger logger, string jobId, string error, Exception? exception);

    [LoggerMessage(2009, LogLevel.Warning, "Job {JobId}: the storage account is away or busy; once more in {Pause}.")]
    public static partial void StorageUnavailable(ILogger logger, string jobId, TimeSpan pause, Exception exception);

    [LoggerMessage(2013, LogLevel.Warning, "A message is sent once more, for in {Delay}, and costs no attempt: {Cause}.")]
    public static partial void Returned(ILogger logger, TimeSpan delay, string cause);

    [LoggerMessage(2019, LogLevel.Warning, "A poisoned message could not be recorded; it is sent once more, for in {Delay}.")]
    public static partial void PoisonedReturned(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(2003, LogLevel.Warning, "Job {JobId}: attempt {Attempt} failed.")]
    public static partial void AttemptFailed(ILogger logger, string jobId, int attempt, Exception exception);

    [LoggerMessage(2004, LogLevel.Error, "Job {JobId} failed: {Reason}. {Error}")]
    public static partial void JobFailed(ILogger logger, string jobId, string reason, string error);

    [LoggerMessage(2010, LogLevel.Information, "Fed {Jobs} {JobNoun} with {Torrents} {TorrentNoun} ({Retries} of them deferred before).")]
    private static partial void Fed(ILogger logger, int jobs, string jobNoun, int torrents, string torrentNoun, int retries);

    public static void Fed(ILogger logger, int jobs, int torrents, int retries) =>
        Fed(logger, jobs, Counted.Noun(jobs, "job"), torrents, Counted.Noun(torrents, "torrent"), retries);

    [LoggerMessage(2011, LogLevel.Information, "Nothing fed: {Why}.")]
    public static partial void NotFed(ILogger logger, string why);

    [LoggerMessage(2012, LogLevel.Warning, "The feed's state was changed meanwhile; that change stands, and this feed's position is dropped.")]
    public static partial void CursorsRaced(ILogger logger);

    [LoggerMessage(2014, LogLevel.Warning, "A feed between two ticks failed; the next tick feeds.")]
    public static partial void FeedBetweenTicksFailed(ILogger logger, Exception exception);
}
