using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>What an operator should know and do about TMDB's availability. Pure.</summary>
public static class TmdbFindings
{
    /// <summary>The finding for a state; null where TMDB is available.</summary>
    public static Finding? Of(TmdbAvailability state) => state.Status switch
    {
        TmdbStatus.Available => null,
        TmdbStatus.RateLimited => New("tmdb_rate_limited", state, "TMDB asks for a pause.",
            "Nothing: enrichment resumes by itself. If it comes often, raise TMDB_RATE_LIMIT."),
        TmdbStatus.Outage => New("tmdb_outage", state, "TMDB does not answer properly.", "Nothing: enrichment resumes by itself."),
        TmdbStatus.Unauthorized => New("tmdb_unauthorized", state, "TMDB refuses the key.",
            "Set TMDB_API_KEY to a valid personal key; a corrected key is noticed by itself."),
        TmdbStatus.Blocked => New("tmdb_blocked", state, "TMDB is blocked on this network.",
            "Set TMDB_BASE_URL to a reachable proxy, or TMDB_ENABLED=false."),
        TmdbStatus.Disabled => New("tmdb_disabled", state, "TMDB is turned off.",
            "Nothing, if that is wanted: bitmagnet's own content is still attached. Else set TMDB_ENABLED=true."),
        TmdbStatus.Unconfigured => New("tmdb_unconfigured", state, "TMDB_API_KEY is not set, so TMDB is not asked.",
            "Set TMDB_API_KEY to a personal key, or TMDB_ENABLED=false."),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state.Status, null),
    };

    private static Finding New(string code, TmdbAvailability state, string problem, string remedy) => new(
        code,
        state.Status == TmdbStatus.Disabled ? HealthStatus.Healthy : HealthStatus.Degraded,
        state.Cause is null ? problem : $"{problem} {state.Cause}",
        remedy,
        state.Since);
}
