namespace Bitmagnet.Sandbox.Catalogue;

/// <summary>
/// Facts about a film or a series, with TMDB's names and ids: IMDb's id with <c>tt</c>, TheTVDB's for series, the franchise for films.
/// Titles are the English one, the one in the original language (TMDB's code; Cantonese is <c>cn</c>), and alternative and translated ones.
/// The date of first release or broadcast is <c>yyyy-MM-dd</c>; where only the year is known, its first day.
/// </summary>
public sealed record CatalogueTitle(
    CatalogueKind Kind, int Id, string? ImdbId, int? TvdbId, string Title, string OriginalTitle, string OriginalLanguage, string Date,
    IReadOnlyList<string> Genres, bool Adult, IReadOnlyList<string> OtherTitles, CatalogueCollection? Collection)
{
    /// <summary>The year of <see cref="Date"/>.</summary>
    public int Year => int.Parse(Date.AsSpan(0, 4), CultureInfo.InvariantCulture);

    /// <summary>TMDB's popularity; null: made up from the id.</summary>
    public double? Popularity { get; init; }

    /// <summary>TMDB's count of votes; null: made up from the id.</summary>
    public int? Votes { get; init; }

    /// <summary>Countries of origin, as ISO 3166-1 alpha-2 codes; empty where not known.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>The seasons of a series; empty where not known.</summary>
    public IReadOnlyList<CatalogueSeason> Seasons { get; init; } = [];
}

/// <summary>A franchise.</summary>
public sealed record CatalogueCollection(int Id, string Name);

/// <summary>
/// A season of a series, from number 1 (0 holds the specials), with its count of episodes and the year of its first broadcast.
/// </summary>
public sealed record CatalogueSeason(int Number, int Episodes, int Year);

/// <summary>TMDB's two kinds. Each has its own ids.</summary>
public enum CatalogueKind
{
    /// <summary>A film.</summary>
    Movie,

    /// <summary>A series.</summary>
    Tv,
}
