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
