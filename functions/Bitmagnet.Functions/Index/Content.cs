namespace Bitmagnet.Functions.Index;

/// <summary>A row of bitmagnet's <c>content</c> with its attributes and collections, as bitmagnet itself would write them (bitmagnet contract §4).</summary>
public sealed record Content
{
    /// <summary>Primary key.</summary>
    public required ContentRef Ref { get; init; }

    /// <summary>title (TV: name); never null.</summary>
    public required string Title { get; init; }

    /// <summary>original_title; TMDB's absence is '' rather than null. Null only on rows of other writers.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>release_date; a release_year without a date is possible on rows of other writers.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>release_year; the year of <see cref="ReleaseDate"/> where that is set (checked by the database).</summary>
    public int? ReleaseYear { get; init; }

    /// <summary>adult; null for TV.</summary>
    public bool? Adult { get; init; }

    /// <summary>original_language, normalised to one of bitmagnet's 62 codes; else null.</summary>
    public string? OriginalLanguage { get; init; }

    /// <summary>overview; null if empty.</summary>
    public string? Overview { get; init; }

    /// <summary>runtime in minutes; null unless above 0, and for TV.</summary>
    public int? Runtime { get; init; }

    /// <summary>popularity: single precision, widened.</summary>
    public double Popularity { get; init; }

    /// <summary>vote_average: single precision, widened.</summary>
    public double VoteAverage { get; init; }

    /// <summary>vote_count.</summary>
    public long VoteCount { get; init; }

    /// <summary>In bitmagnet's order: imdb/id, tvdb/id, tmdb/poster_path, tmdb/backdrop_path.</summary>
    public IReadOnlyList<ContentAttribute> Attributes { get; init; } = [];

    /// <summary>In bitmagnet's order: the franchise, then genres as TMDB lists them.</summary>
    public IReadOnlyList<ContentCollection> Collections { get; init; } = [];
}

/// <summary>
/// A row of <c>content_attributes</c>: of source <c>tmdb</c>, <c>imdb</c> or <c>tvdb</c>, with key <c>id</c>, <c>poster_path</c> or
/// <c>backdrop_path</c>; the value is not empty (bitmagnet contract §4).
/// </summary>
public sealed record ContentAttribute(string Source, string Key, string Value);

/// <summary>
/// A row of <c>content_collections</c> with its link to a content: a <c>franchise</c> or a <c>genre</c> as TMDB names it, with its decimal
/// id (bitmagnet contract §4).
/// </summary>
public sealed record ContentCollection(string Type, string Source, string Id, string Name);
