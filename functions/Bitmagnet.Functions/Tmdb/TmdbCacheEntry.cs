namespace Bitmagnet.Functions.Tmdb;

/// <summary>An answer as it is kept.</summary>
/// <param name="Value">Its bytes.</param>
/// <param name="AskedAt">When TMDB gave it, to the second.</param>
/// <param name="ExpiresAt">Until when it is believed, to the second.</param>
internal sealed record TmdbCacheEntry(byte[] Value, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt);
