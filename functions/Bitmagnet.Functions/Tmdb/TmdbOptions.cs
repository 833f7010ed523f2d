using System.Security.Cryptography;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Settings of TMDB: access, pace, and how long its answers are believed.</summary>
public sealed record TmdbOptions : ICheckedSettings
{
    /// <summary>The digest of bitmagnet's shared default key; the key itself is not stored in this project.</summary>
    private const string SharedKeySha256 = "691742f8c2be13bc2b015b6492613a0604fbb905de7e3a3579fa606310cae0ea";

    /// <summary>False: uses only bitmagnet's own content and sends no request. Default true.</summary>
    [Setting("TMDB_ENABLED")]
    public bool Enabled { get; init; } = true;

    /// <summary>A v3 key (sent as a query parameter) or a v4 read token, a JWT (sent as a bearer header). Unset: unconfigured, no request.</summary>
    [Setting("TMDB_API_KEY", Secret = true)]
    public string? ApiKey { get; init; }

    /// <summary>The API's base address. Default https://api.themoviedb.org/3.</summary>
    [Setting("TMDB_BASE_URL")]
    public Uri BaseUrl { get; init; } = new("https://api.themoviedb.org/3");

    /// <summary>Time per request over all instances. Default 25ms (40 a second); 0: no limit. With bitmagnet's shared key at least 1s.</summary>
    [Setting("TMDB_RATE_LIMIT", Min = "0", Max = "1h")]
    public TimeSpan RateLimit { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How many requests a busy instance may reserve ahead in one go. Default 10. Never more than the limit in one second.</summary>
    [Setting("TMDB_RATE_LIMIT_BURST", Min = "1", Max = "1000")]
    public int RateLimitBurst { get; init; } = 10;

    /// <summary>Time-out of one attempt, without the wait for the budget. Default 10s.</summary>
    [Setting("TMDB_ATTEMPT_TIMEOUT", Min = "100ms", Max = "5m")]
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time-out of one look-up with all its attempts and the waits between them, without the wait for the budget. Default 1m.</summary>
    [Setting("TMDB_TOTAL_TIMEOUT", Min = "1s", Max = "10m")]
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Attempts after the first. Default 3; 0: none.</summary>
    [Setting("TMDB_RETRIES", Min = "0", Max = "10")]
    public int Retries { get; init; } = 3;

    /// <summary>How long a found answer is believed, shortened by up to a tenth at random. Default 720h (30 days).</summary>
    [Setting("TMDB_CACHE_FOUND", Min = "1m", Max = "8760h")]
    public TimeSpan CacheFound { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long "not found" is believed. Default 336h (14 days).</summary>
    [Setting("TMDB_CACHE_NOT_FOUND", Min = "1m", Max = "8760h")]
    public TimeSpan CacheNotFound { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long "not found" is believed of a title of this year or the last two. Default 24h.</summary>
    [Setting("TMDB_CACHE_NOT_FOUND_RECENT", Min = "1m", Max = "8760h")]
    public TimeSpan CacheNotFoundRecent { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How many titles the answers in memory, in front of the table, may hold together. Default 20000, some 10 MB; 0: none.
    /// </summary>
    [Setting("TMDB_CACHE_MEMORY_ENTRIES", Min = "0", Max = "1000000")]
    public int CacheMemoryEntries { get; init; } = 20_000;

    /// <summary>
    /// About how many answers the table keeps; beyond that it drops those next to expire. Default 500000. Azurite holds fewer where they
    /// are large.
    /// </summary>
    [Setting("TMDB_CACHE_TABLE_ENTRIES", Min = "20000", Max = "10000000")]
    public int CacheTableEntries { get; init; } = 500_000;

    /// <summary>Whether <see cref="ApiKey"/> is bitmagnet's shared default key.</summary>
    public bool IsSharedKey => Sha256(ApiKey) == SharedKeySha256;

    /// <summary>Whether <see cref="ApiKey"/> is a v4 read token: a JWT, three parts of base64url of which the first begins an object.</summary>
    public bool IsBearer => ApiKey is { } key && key.StartsWith("ey", StringComparison.Ordinal) && key.Count(c => c == '.') == 2;

    /// <summary>Time per request over all instances: <see cref="RateLimit"/>, but at least 1s with bitmagnet's shared key.</summary>
    public TimeSpan RequestInterval => IsSharedKey && RateLimit < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : RateLimit;

    /// <summary>
    /// Identifies key and host without revealing them. Instances with equal settings share availability, so a changed key is tried at once.
    /// </summary>
    public string Fingerprint => Sha256($"{ApiKey}\n{BaseUrl.AbsoluteUri}")[..16];

    /// <summary>Identifies the host in the tables' keys: budget and cache belong to a host, whatever the key.</summary>
    public string HostFingerprint => Sha256(BaseUrl.AbsoluteUri)[..16];

    IEnumerable<string> ICheckedSettings.Problems()
    {
        if (KeyProblem is { } problem)
        {
            yield return $"TMDB_API_KEY {problem} (value hidden); allowed: the key or read token alone, as TMDB shows it.";
        }

        if (BaseUrl.Query.Length + BaseUrl.Fragment.Length > 0)
        {
            yield return $"TMDB_BASE_URL has a {(BaseUrl.Query.Length > 0 ? "query" : "fragment")} (value hidden); allowed: an address to which paths are added, such as https://api.themoviedb.org/3.";
        }
    }

    /// <summary>
    /// What is wrong with the key: characters that no key has and that come from copying. TMDB would refuse it, or the request could not be
    /// made.
    /// </summary>
    private string? KeyProblem => ApiKey switch
    {
        null => null,
        _ when ApiKey.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => "begins with 'Bearer', which is added where it is needed",
        _ when ApiKey.Contains('\uFEFF', StringComparison.Ordinal) => "has a byte order mark",
        _ when ApiKey.AsSpan().ContainsAny('\r', '\n') => "has a line break",
        _ when ApiKey.Any(c => c is '"' or '\'') => "has quotation marks",
        _ when ApiKey.Any(c => c is <= ' ' or >= '\x7f') => "has a space or a character that is not ASCII",
        _ => null,
    };

    /// <summary>Hides the key, since a record prints all its properties.</summary>
    public override string ToString() =>
        $"TmdbOptions {{ Enabled = {Enabled}, ApiKey = {(ApiKey is null ? "(none)" : "(hidden)")}, BaseUrl = {BaseUrl.Host}, RequestInterval = {RequestInterval} }}";

    private static string Sha256(string? text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? "")));
}
