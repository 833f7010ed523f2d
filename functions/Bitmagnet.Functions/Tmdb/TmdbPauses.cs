namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// How long to wait before TMDB is probed. Pure. A probe costs nothing, so TMDB's return is noticed within seconds after any outage. Only
/// if asking does harm (429, a suspended key) does the pause last as long as TMDB says.
/// </summary>
internal static class TmdbPauses
{
    /// <summary>
    /// The longest pause before jitter: a wrong Retry-After or a limit lifted early must not stop all instances for hours.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>The pause for an outage or a block.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan AfterTooMany = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterABadKey = TimeSpan.FromSeconds(30);

    /// <summary>The pause after a fault and so many failed probes in a row.</summary>
    public static TimeSpan Of(TmdbFault fault, int failures)
    {
        var own = fault.Status switch
        {
            TmdbStatus.RateLimited => Least(AfterTooMany * Math.Pow(2, Math.Clamp(failures, 0, 10)), Usual),
            TmdbStatus.Unauthorized => AfterABadKey,
            _ => Usual,
        };
        return fault.HarmfulFor is { } wait && wait > own ? Least(wait, Longest) : own;
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
