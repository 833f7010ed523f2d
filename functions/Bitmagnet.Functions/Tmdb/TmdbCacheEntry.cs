namespace Bitmagnet.Functions.Tmdb;

/// <summary>A stored answer.</summary>
/// <param name="Value">Its bytes.</param>
/// <param name="AskedAt">When TMDB gave it, to the second.</param>
/// <param name="ExpiresAt">When it expires, to the second.</param>
internal sealed record TmdbCacheEntry(byte[] Value, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt);
