using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.FeedControl;

/// <summary>Log events of the feed's switch and the backfill: 7002, 7004 and 7005.</summary>
internal static partial class Log
{
    [LoggerMessage(7002, LogLevel.Information, "The feed {State}; changed by this request: {Changed}.")]
    public static partial void FeedSwitched(ILogger logger, string state, bool changed);

    [LoggerMessage(7004, LogLevel.Information, "Backfill started, of torrents seen from {Since} to {Until}; also those with content: {Rematch}.")]
    public static partial void BackfillStarted(ILogger logger, DateTimeOffset? since, DateTimeOffset? until, bool rematch);

    [LoggerMessage(7005, LogLevel.Information, "Backfill cancelled after {Torrents} {Noun}.")]
    private static partial void BackfillCancelled(ILogger logger, long torrents, string noun);

    public static void BackfillCancelled(ILogger logger, long torrents) => BackfillCancelled(logger, torrents, Counted.Noun(torrents, "torrent"));
}
