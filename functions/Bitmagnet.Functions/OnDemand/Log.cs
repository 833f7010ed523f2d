namespace Bitmagnet.Functions.OnDemand;

/// <summary>Log events of torrents that a person asks for: 7003.</summary>
internal static partial class Log
{
    [LoggerMessage(7003, LogLevel.Information, "{Torrents} torrents asked for, as job {JobId}; anew: {Force}.")]
    public static partial void Asked(ILogger logger, string jobId, int torrents, bool force);
}
