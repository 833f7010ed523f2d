namespace Bitmagnet.Functions.Torrents;

/// <summary>A title that TMDB found.</summary>
/// <param name="Type">movie or tv_show.</param>
/// <param name="TmdbId">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="OriginalTitle">Its title in its own language; null where it is the same, or not known.</param>
/// <param name="Year">The year of its release, or of its first episode; null where it is not known.</param>
public sealed record TmdbTitle(string Type, int TmdbId, string Title, string? OriginalTitle, int? Year);
