namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// How long TMDB is left alone before it is probed. Pure. A probe costs nothing, so that a return is noticed within seconds after an outage
/// of any length; only where asking does harm (429, a suspended key) is the pause as long as TMDB says.
/// </summary>
internal static class TmdbPauses
{
    /// <summary>The longest pause before jitter: a wrong Retry-After, or a limit lifted early, may not stop all instances for hours.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>The pause of an outage or a block.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan AfterTooMany = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterABadKey = TimeSpan.FromSeconds(30);

    /// <summary>The pause after a fault.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="failures">Probes that failed so far in a row; 0 at first.</param>
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
