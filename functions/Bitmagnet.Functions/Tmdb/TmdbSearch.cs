namespace Bitmagnet.Functions.Tmdb;

/// <summary>A search by title.</summary>
/// <param name="Kind">Movie or TV.</param>
/// <param name="Query">The title; not empty.</param>
/// <param name="Year">Restricts the answer: <c>year</c> for movies, <c>first_air_date_year</c> for TV. Null: any year.</param>
public sealed record TmdbSearch(TmdbKind Kind, string Query, int? Year)
{
    /// <summary>The year of the title asked for, where it is known; does not restrict the answer, but tells how long "not found" is believed.</summary>
    public int? Released { get; init; } = Year;

    /// <summary>Passes over answers from before; null: whatever answer is believed will do.</summary>
    public DateTimeOffset? Since { get; init; }
}
