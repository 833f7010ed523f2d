namespace Bitmagnet.Functions.Torrents;

/// <summary>What TMDB found for some words.</summary>
/// <param name="Titles">At most 20, in TMDB's order.</param>
/// <param name="Total">How many TMDB has.</param>
public sealed record TmdbTitles(IReadOnlyList<TmdbTitle> Titles, int Total);

/// <summary>A title that TMDB found.</summary>
/// <param name="Type">movie or tv_show.</param>
/// <param name="TmdbId">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="OriginalTitle">Its title in its own language; null where it is the same, or not known.</param>
/// <param name="Year">The year of its release, or of its first episode; null where it is not known.</param>
public sealed record TmdbTitle(string Type, int TmdbId, string Title, string? OriginalTitle, int? Year);
