namespace Bitmagnet.Functions.Releases;

/// <summary>A parsed release name.</summary>
public sealed record ReleaseName
{
    /// <summary>The name as given.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of the first reading; <see cref="ReleaseKind.Unknown"/> where there is none.</summary>
    public ReleaseKind Kind { get; init; }

    /// <summary>Ways to read title and year, best first; empty where the name gives no single title (packs, noise).</summary>
    public IReadOnlyList<Reading> Readings { get; init; } = [];

    /// <summary>Why there is no reading; <see cref="NoTitle.None"/> where there is one.</summary>
    public NoTitle NoTitle { get; init; }

    /// <summary>Ids in other catalogues that the name gives: hints, to be checked against the title.</summary>
    public IReadOnlyList<ExternalId> Ids { get; init; } = [];

    /// <summary>Whole and partial seasons named, ascending; empty for films.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [];

    /// <summary>Episodes by season, each ascending; a season without named episodes is absent here and present in <see cref="Seasons"/>.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>> Episodes { get; init; } = new Dictionary<int, IReadOnlyList<int>>();

    /// <summary>Whether the episodes come without a season: they may be counted through all seasons, as in anime.</summary>
    public bool IsCounted { get; init; }

    /// <summary>The air date of a daily show, where the name has a full date.</summary>
    public DateOnly? AirDate { get; init; }

    /// <summary>Languages named, as bitmagnet's alpha-2 codes (bitmagnet contract §1), in order of appearance.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Whether the name says "multi" or "dual" (bitmagnet contract §3, §6).</summary>
    public bool Multi { get; init; }
}

/// <summary>An id that a name gives: "[tmdbid-97020]", "{tvdb-81189}", "tt0111161".</summary>
/// <param name="Source"><c>tmdb</c>, <c>imdb</c> or <c>tvdb</c>, as bitmagnet's metadata_sources has them (bitmagnet contract §1).</param>
/// <param name="Id">The id: digits, for imdb with <c>tt</c> in front.</param>
public sealed record ExternalId(string Source, string Id);

/// <summary>Why a name gives no single title.</summary>
public enum NoTitle
{
    /// <summary>The name gives one.</summary>
    None,

    /// <summary>The name is of several films.</summary>
    Pack,

    /// <summary>The name is plainly of music, an archive, a book or software.</summary>
    OtherMedia,

    /// <summary>The name is a hash, an id or a checksum.</summary>
    Code,

    /// <summary>The name has only markers and technical words.</summary>
    NoWords,
}
