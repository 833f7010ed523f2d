namespace Bitmagnet.Functions.Tmdb;

/// <summary>The name of TMDB's host resolves to an address that cannot be TMDB's; thrown while connecting.</summary>
/// <param name="message">The host's name and addresses.</param>
internal sealed class TmdbMisdirectedException(string message) : IOException(message);
