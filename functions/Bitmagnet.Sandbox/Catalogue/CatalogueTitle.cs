namespace Bitmagnet.Sandbox.Catalogue;

/// <summary>Facts about a film or a series.</summary>
/// <param name="Kind">Film or series.</param>
/// <param name="Id">TMDB's id.</param>
/// <param name="ImdbId">IMDb's id, with <c>tt</c>.</param>
/// <param name="TvdbId">TheTVDB's id, for series.</param>
/// <param name="Title">The English title.</param>
/// <param name="OriginalTitle">The title in the original language.</param>
/// <param name="OriginalLanguage">TMDB's code; Cantonese is <c>cn</c> there.</param>
/// <param name="Date">First release or first broadcast, <c>yyyy-MM-dd</c>; where only the year is given, its first day.</param>
/// <param name="Genres">TMDB's genre names.</param>
/// <param name="Adult">Whether TMDB calls it adult.</param>
/// <param name="OtherTitles">Alternative and translated titles.</param>
/// <param name="Collection">The franchise, for films.</param>
public sealed record CatalogueTitle(
    CatalogueKind Kind,
    int Id,
    string? ImdbId,
    int? TvdbId,
    string Title,
    string OriginalTitle,
    string OriginalLanguage,
    string Date,
    IReadOnlyList<string> Genres,
    bool Adult,
    IReadOnlyList<string> OtherTitles,
    CatalogueCollection? Collection)
{
    /// <summary>The year of <see cref="Date"/>.</summary>
    public int Year => int.Parse(Date.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);

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
/// <param name="Id">TMDB's id.</param>
/// <param name="Name">TMDB's name.</param>
public sealed record CatalogueCollection(int Id, string Name);
