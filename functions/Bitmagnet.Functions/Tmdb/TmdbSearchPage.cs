using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The first page of a search answer.</summary>
/// <param name="Results">At most 20, in TMDB's order.</param>
/// <param name="TotalResults">How many TMDB has over all pages.</param>
public sealed record TmdbSearchPage(IReadOnlyList<Candidate> Results, int TotalResults);
