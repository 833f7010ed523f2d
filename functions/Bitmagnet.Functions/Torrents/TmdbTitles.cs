namespace Bitmagnet.Functions.Torrents;

/// <summary>What TMDB found for some words.</summary>
/// <param name="Titles">At most 20, in TMDB's order.</param>
/// <param name="Total">How many TMDB has.</param>
public sealed record TmdbTitles(IReadOnlyList<TmdbTitle> Titles, int Total);
