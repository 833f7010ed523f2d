using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>One details answer: what bitmagnet would store, and what confirms a match.</summary>
/// <param name="Content">As bitmagnet would write it; an adult movie has type xxx.</param>
/// <param name="OtherTitles">Alternative titles and translated titles, distinct.</param>
/// <param name="Run">The seasons of a series; of a film nothing.</param>
public sealed record TmdbDetails(Content Content, IReadOnlyList<string> OtherTitles, SeriesRun Run);
