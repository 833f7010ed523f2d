namespace Bitmagnet.Functions.Index;

/// <summary>Log events of the index: 4000 to 4999.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Debug, "Attaching {Count} {Noun} met a concurrent writer ({SqlState}); attempt {Attempt} is repeated.")]
    public static partial void AttachRetried(ILogger logger, int count, string noun, string sqlState, int attempt);

    [LoggerMessage(4002, LogLevel.Information, "Attaching several torrents at once failed ({SqlState}); each is attached by itself: {Count}.")]
    public static partial void AttachSplit(ILogger logger, int count, string sqlState);

    [LoggerMessage(4003, LogLevel.Information, "bitmagnet's database has schema {Version}.")]
    public static partial void SchemaFound(ILogger logger, int version);

    [LoggerMessage(4004, LogLevel.Critical, "{Problem} {Remedy} ({Status})")]
    public static partial void SchemaNotSupported(ILogger logger, string problem, string remedy, DatabaseStatus status);

    [LoggerMessage(4007, LogLevel.Warning, "POSTGRES_DSN has options without a meaning here, which are ignored: {Options}.")]
    public static partial void OptionsIgnored(ILogger logger, string options);

    [LoggerMessage(4005, LogLevel.Warning, "{Problem} {Remedy} ({Status}; asked again in {Pause})")]
    public static partial void DatabaseAway(ILogger logger, string problem, string remedy, DatabaseStatus status, TimeSpan pause);

    [LoggerMessage(4006, LogLevel.Warning, "Enrichment waits: {Problem} {Remedy} ({Status}; asked again in {Pause})")]
    public static partial void DatabaseNotReady(ILogger logger, string problem, string remedy, DatabaseStatus status, TimeSpan pause);

    [LoggerMessage(4008, LogLevel.Error, "bitmagnet's database could not be looked at; once more in {Pause}.")]
    public static partial void CheckFailed(ILogger logger, TimeSpan pause, Exception exception);
}
