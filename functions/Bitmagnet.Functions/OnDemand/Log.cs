using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.OnDemand;

/// <summary>Log events of torrents that a person asks for: 7003.</summary>
internal static partial class Log
{
    [LoggerMessage(7003, LogLevel.Information, "{Torrents} {Noun} asked for, as job {JobId}; anew: {Force}.")]
    private static partial void Asked(ILogger logger, string jobId, int torrents, string noun, bool force);

    public static void Asked(ILogger logger, string jobId, int torrents, bool force) =>
        Asked(logger, jobId, torrents, Counted.Noun(torrents, "torrent"), force);
}
