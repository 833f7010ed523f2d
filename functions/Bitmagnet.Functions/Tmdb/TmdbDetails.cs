using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>One details answer: the content that bitmagnet would store, and the titles and seasons that confirm a match.</summary>
/// <param name="Content">As bitmagnet would write it; an adult movie has type xxx.</param>
/// <param name="OtherTitles">Alternative titles and translated titles, distinct.</param>
/// <param name="Run">The seasons of a series; empty for a film.</param>
public sealed record TmdbDetails(Content Content, IReadOnlyList<string> OtherTitles, SeriesRun Run);
