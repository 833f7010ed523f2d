using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>Says what an operator should know and do about TMDB's availability. Pure.</summary>
internal static class TmdbFindings
{
    /// <summary>bitmagnet's key is in use.</summary>
    public static Finding SharedKey { get; } = new(
        "tmdb_shared_key", HealthStatus.Degraded, "TMDB_API_KEY is bitmagnet's shared default key, which is limited to one request a second.",
        "Set TMDB_API_KEY to a personal key; it is free: https://www.themoviedb.org/settings/api.");

    /// <summary>Stable code of <see cref="CacheFull"/>.</summary>
    public const string CacheFullCode = "tmdb_cache_full";

    /// <summary>The cache is full: answers are dropped before they expire, and asked for again. On Azurite that protects its memory.</summary>
    public static Finding? CacheFull(TmdbCacheSize? cache) => cache is not { IsFull: true } ? null : new Finding(
        CacheFullCode, HealthStatus.Degraded,
        cache.IsInAzurite
            ? "Azurite's cache of TMDB answers is full: the oldest are dropped before they expire, and asked for again."
            : "The cache of TMDB answers is full: the oldest are dropped before they expire, and asked for again.",
        cache.IsInAzurite
            ? "No action needed unless the extra requests matter; a storage account (AzureWebJobsStorage) holds more."
            : "No action needed unless the extra requests matter; then raise TMDB_CACHE_TABLE_ENTRIES.");

    /// <summary>The finding for a state; null where TMDB is available.</summary>
    public static Finding? Of(TmdbAvailability tmdb) => tmdb.Status switch
    {
        TmdbStatus.Available => null,
        TmdbStatus.RateLimited => New("tmdb_rate_limited", tmdb, With("TMDB limits our requests", tmdb.Cause), $"{Wait(tmdb)} If this is frequent, raise TMDB_RATE_LIMIT, the time per request."),
        TmdbStatus.Outage => New("tmdb_outage", tmdb, With("TMDB is down", tmdb.Cause), Wait(tmdb)),
        TmdbStatus.Unauthorized => New("tmdb_unauthorized", tmdb, $"{tmdb.Cause ?? "TMDB refuses the key"}.",
            "Set TMDB_API_KEY to a valid personal key (https://www.themoviedb.org/settings/api); a corrected key is noticed by itself."),
        TmdbStatus.Blocked => New("tmdb_blocked", tmdb, $"TMDB is blocked{(tmdb.Cause is { } cause ? $": {cause}" : " on this network")}.",
            $"{Sentence(tmdb.Remedy ?? "set TMDB_BASE_URL to a reachable proxy, or TMDB_ENABLED=false")}."),
        // Off on purpose: shown, but nothing is wrong.
        TmdbStatus.Disabled => New("tmdb_disabled", tmdb, With("TMDB is off", tmdb.Cause),
            "No action needed if that is intended: bitmagnet's own content is still attached. Otherwise set TMDB_ENABLED=true.") with
        {
            Severity = HealthStatus.Healthy,
        },
        TmdbStatus.Unconfigured => New("tmdb_unconfigured", tmdb, "TMDB has no key and is not asked.",
            "Set TMDB_API_KEY to a personal key (https://www.themoviedb.org/settings/api), or TMDB_ENABLED=false."),
        _ => throw new ArgumentOutOfRangeException(nameof(tmdb), tmdb.Status, null),
    };

    private static string Wait(TmdbAvailability tmdb) => tmdb.Until is { } until
        ? string.Create(CultureInfo.InvariantCulture, $"No action needed; next try {until.UtcDateTime:HH:mm} UTC.")
        : "No action needed: enrichment resumes by itself.";

    private static Finding New(string code, TmdbAvailability tmdb, string problem, string remedy) => new(code, HealthStatus.Degraded, problem, remedy, tmdb.Since);

    private static string With(string problem, string? cause) => cause is null ? $"{problem}." : $"{problem} ({cause}).";

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
