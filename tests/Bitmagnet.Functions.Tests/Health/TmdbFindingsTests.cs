namespace Bitmagnet.Functions.Tests.Health;

public sealed class TmdbFindingsTests
{
    [Theory]
    [InlineData(TmdbStatus.Outage, "HTTP 503", null, "TMDB is down (HTTP 503). No action needed; next try 12:43 UTC.")]
    [InlineData(TmdbStatus.RateLimited, "HTTP 429: too many requests", null,
        "TMDB limits our requests (HTTP 429: too many requests). No action needed; next try 12:43 UTC. If this is frequent, raise TMDB_RATE_LIMIT, the time per request.")]
    [InlineData(TmdbStatus.Unauthorized, "TMDB refuses TMDB_API_KEY (401)", "get a key of your own at https://example.org",
        "TMDB refuses TMDB_API_KEY (401). Set TMDB_API_KEY to a valid personal key (https://www.themoviedb.org/settings/api); a corrected key is noticed by itself.")]
    [InlineData(TmdbStatus.Blocked, "the name does not resolve", "use another DNS server, or a proxy",
        "TMDB is blocked: the name does not resolve. Use another DNS server, or a proxy.")]
    [InlineData(TmdbStatus.Blocked, null, null, "TMDB is blocked on this network. Set TMDB_BASE_URL to a reachable proxy, or TMDB_ENABLED=false.")]
    [InlineData(TmdbStatus.Unconfigured, "TMDB_API_KEY is not set", "get a key",
        "TMDB has no key and is not asked. Set TMDB_API_KEY to a personal key (https://www.themoviedb.org/settings/api), or TMDB_ENABLED=false.")]
    public void Of_AStateWithItsCause_SaysEachThingOnce(TmdbStatus status, string? cause, string? remedy, string expected)
    {
        var until = new DateTimeOffset(2026, 3, 1, 13, 43, 10, TimeSpan.FromHours(1));

        var finding = TmdbFindings.Of(new TmdbAvailability(status, cause, default, until) { Remedy = remedy })!;

        Assert.Equal(expected, $"{finding.Problem} {finding.Remedy}");
    }
}
