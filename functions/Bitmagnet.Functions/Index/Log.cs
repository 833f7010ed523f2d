namespace Bitmagnet.Functions.Index;

/// <summary>Log events of the index: 4000 to 4999.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Debug, "Attaching {Count} torrents met a concurrent writer ({SqlState}); attempt {Attempt} is repeated.")]
    public static partial void AttachRetried(ILogger logger, int count, string sqlState, int attempt);

    [LoggerMessage(4002, LogLevel.Information, "Attaching {Count} torrents together failed ({SqlState}); they are attached one by one.")]
    public static partial void AttachSplit(ILogger logger, int count, string sqlState);
}
