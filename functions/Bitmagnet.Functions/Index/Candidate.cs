namespace Bitmagnet.Functions.Index;

/// <summary>A title that a release may be: from bitmagnet's own content, or from a TMDB search answer.</summary>
public sealed record Candidate
{
    /// <summary>Type, source and id. From a search, an adult movie is still a <see cref="ContentType.Movie"/> until its details say otherwise.</summary>
    public required ContentRef Ref { get; init; }

    /// <summary>Title (TV: name).</summary>
    public required string Title { get; init; }

    /// <summary>Original title (TV: original name); empty or null where absent.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>Alternative and translated titles, where known (a details answer); empty from a search.</summary>
    public IReadOnlyList<string> OtherTitles { get; init; } = [];

    /// <summary>Countries of origin of a series, as ISO 3166-1 alpha-2 codes; empty where not known.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Year of release, or of the first air date.</summary>
    public int? Year { get; init; }

    /// <summary>Day of release, or the first air date; null where only the year is known, or nothing.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>TMDB's popularity; 0 where not known.</summary>
    public double Popularity { get; init; }

    /// <summary>TMDB's count of votes; 0 where not known.</summary>
    public long Votes { get; init; }

    /// <summary>The original language, as ISO 639-1 code; null where not known.</summary>
    public string? Language { get; init; }

    /// <summary>What its details tell of its seasons; null until they were asked for.</summary>
    public SeriesRun? Run { get; init; }
}
