using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>A search by title.</summary>
/// <param name="Kind">Movie or TV.</param>
/// <param name="Query">The title; not empty.</param>
/// <param name="Year">Restricts the answer: <c>year</c> for movies, <c>first_air_date_year</c> for TV. Null: any year.</param>
public sealed record TmdbSearch(TmdbKind Kind, string Query, int? Year)
{
    /// <summary>The title's year, if known. It does not restrict the answer, but decides how long "not found" is believed.</summary>
    public int? Released { get; init; } = Year;

    /// <summary>Ignores cached answers from before this time; null: uses any answer that has not expired.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>The first page of a search answer.</summary>
/// <param name="Results">At most 20, in TMDB's order.</param>
/// <param name="TotalResults">How many TMDB has over all pages.</param>
public sealed record TmdbSearchPage(IReadOnlyList<Candidate> Results, int TotalResults);
