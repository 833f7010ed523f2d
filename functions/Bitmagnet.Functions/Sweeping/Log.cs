namespace Bitmagnet.Functions.Sweeping;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information,
        "Swept queue_jobs: {Seen} rows seen, {Decided} to change, {Changed} changed, {Conflicts} refused, {Seconds:0.0} s, complete: {IsComplete}, dry run: {IsDryRun}")]
    public static partial void Swept(
        ILogger logger, long seen, long decided, long changed, long conflicts, double seconds, bool isComplete, bool isDryRun);

    [LoggerMessage(5002, LogLevel.Warning,
        "bitmagnet itself called TMDB within the last day: a job failed for it at {At:u}; set TMDB_ENABLED=false for bitmagnet")]
    public static partial void BitmagnetCallsTmdb(ILogger logger, DateTimeOffset at);

    [LoggerMessage(5004, LogLevel.Warning,
        "{Rows} rows of queue_jobs hold a value that cannot be read and stay as they are; GET /api/sweep names them under the verdict unreadable")]
    public static partial void Unreadable(ILogger logger, long rows);

    [LoggerMessage(5003, LogLevel.Warning, "{Jobs} jobs of the ledger had lost their message and were fed again")]
    public static partial void Refed(ILogger logger, int jobs);
}
