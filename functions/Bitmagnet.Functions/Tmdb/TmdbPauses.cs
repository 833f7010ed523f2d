namespace Bitmagnet.Functions.Tmdb;

/// <summary>How long TMDB is left alone. Pure. Never so long that a return would go unnoticed for five minutes.</summary>
internal static class TmdbPauses
{
    /// <summary>The longest pause before jitter; with it, and the age of what is in memory, a return is noticed within five minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>The pause after a fault.</summary>
    /// <param name="status">What is wrong.</param>
    /// <param name="failures">Probes that failed so far in a row; 0 at first.</param>
    /// <param name="wait">What TMDB asks for; kept, up to <see cref="Longest"/>.</param>
    public static TimeSpan Of(TmdbStatus status, int failures, TimeSpan? wait)
    {
        var first = status switch
        {
            TmdbStatus.RateLimited => TimeSpan.FromSeconds(2),
            TmdbStatus.Blocked => TimeSpan.FromSeconds(30),
            TmdbStatus.Unauthorized => Longest,
            _ => TimeSpan.FromSeconds(15),
        };
        var grown = first * Math.Pow(2, Math.Clamp(failures, 0, 10));
        var asked = wait is { } time && time > grown ? time : grown;
        return asked < Longest ? asked : Longest;
    }
}
