namespace Bitmagnet.Functions.Torrents;

/// <summary>Log events of corrections: 7100 to 7199.</summary>
internal static partial class Log
{
    [LoggerMessage(7100, LogLevel.Information, "A person attached a title to a torrent; written: {Written}.")]
    public static partial void MatchAttached(ILogger logger, bool written);

    [LoggerMessage(7101, LogLevel.Information, "A person took a title off a torrent; written: {Written}.")]
    public static partial void MatchRemoved(ILogger logger, bool written);

    [LoggerMessage(7102, LogLevel.Information, "A correction was undone.")]
    public static partial void CorrectionUndone(ILogger logger);
}
