namespace Bitmagnet.Functions.Tmdb;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Debug, "A request to TMDB ({Endpoint}) failed: {Status}, {Cause}.")]
    public static partial void RequestFailed(ILogger logger, string endpoint, TmdbStatus status, TmdbFault cause);

    [LoggerMessage(3002, LogLevel.Warning, "TMDB is not asked until {Until:HH:mm:ss} UTC ({Status}): {Cause}.")]
    public static partial void Shut(ILogger logger, TmdbStatus status, TmdbFault cause, DateTimeOffset until);

    // The same level as the outage's own event, so whoever reads of the outage reads of its end.
    [LoggerMessage(3003, LogLevel.Warning, "TMDB answers again; it was away since {Since:HH:mm:ss} UTC.")]
    public static partial void Opened(ILogger logger, DateTimeOffset since);

    [LoggerMessage(3004, LogLevel.Warning, "TMDB_API_KEY is bitmagnet's shared default key: limited to one request a second over all instances. "
        + "Get a key of your own at https://www.themoviedb.org/settings/api.")]
    public static partial void SharedKey(ILogger logger);

    [LoggerMessage(3005, LogLevel.Information, "The cache of TMDB's answers was swept: {Expired} expired, {Kept} kept in {Kibibytes} KiB.")]
    public static partial void Swept(ILogger logger, int expired, int kept, long kibibytes);

    [LoggerMessage(3006, LogLevel.Warning, "TMDB is never asked, only bitmagnet's own content: {Why}.")]
    public static partial void Off(ILogger logger, string why);

    [LoggerMessage(3007, LogLevel.Warning, "The probe of TMDB could not be made; it is tried again.")]
    public static partial void ProbeFailed(ILogger logger, Exception exception);

    [LoggerMessage(3008, LogLevel.Information, "TMDB answers others and fails on one look-up: {Cause}. Try {Tries}; next {Until}.")]
    public static partial void TitleRefused(ILogger logger, string cause, int tries, DateTimeOffset? until);
}
