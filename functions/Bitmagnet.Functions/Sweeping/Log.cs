using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Sweeping;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information,
        "Swept queue_jobs: {Seen} seen, {Decided} to change, {Changed} changed, {Conflicts} refused, {Seconds:0.0} s, complete: {IsComplete}, dry run: {IsDryRun}")]
    public static partial void Swept(
        ILogger logger, long seen, long decided, long changed, long conflicts, double seconds, bool isComplete, bool isDryRun);

    [LoggerMessage(5002, LogLevel.Warning,
        "bitmagnet itself called TMDB within the last day: a job failed for it at {At:u}; set TMDB_ENABLED=false for bitmagnet")]
    public static partial void BitmagnetCallsTmdb(ILogger logger, DateTimeOffset at);

    [LoggerMessage(5004, LogLevel.Warning,
        "{Rows} {Noun} a value that cannot be read, left as found; GET /api/sweep names each under the verdict unreadable")]
    private static partial void Unreadable(ILogger logger, long rows, string noun);

    public static void Unreadable(ILogger logger, long rows) => Unreadable(logger, rows, Counted.Noun(rows, "row of queue_jobs holds", "rows of queue_jobs hold"));

    [LoggerMessage(5003, LogLevel.Warning, "{Jobs} {Noun} fed again: the message was lost")]
    private static partial void Refed(ILogger logger, int jobs, string noun);

    public static void Refed(ILogger logger, int jobs) => Refed(logger, jobs, Counted.Noun(jobs, "job of the ledger was", "jobs of the ledger were"));
}
